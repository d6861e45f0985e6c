package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.family.Family;
import dev.chorus.tools.benchmark.rig.Album;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.packaging.ModelBundle;
import dev.chorus.tools.pictures.PictureData;
import dev.chorus.tools.pictures.PictureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** On the command line: which family is asked about which pictures. */
final class SubjectOptions {

    private static final String DRAWN = "parts";

    /** More are not asked about in the time that scenarios take. */
    private static final int MOST_PICTURES = 500;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            defaultValue = DRAWN,
            description =
                    "Which of the families below models/ (default: ${DEFAULT-VALUE}); other than parts needs --data.")
    private String name;

    @Option(
            names = "--data",
            paramLabel = "DIR_OR_ZIP",
            description = "Pictures as <class>/<picture> to ask about, instead of drawn parts.")
    private Path data;

    @Option(
            names = "--only",
            paramLabel = "FILE",
            description = "Ask about these pictures only: names within the data, one a line.")
    private Path only;

    /** @throws ParameterException if it is a mistake; says which */
    FamilyUnderTest read(ClonePackages clone, CommandLine command) throws IOException {
        Path folder = clone.family(name);
        if (!Files.isRegularFile(folder.resolve("family.json"))) {
            throw new ParameterException(command, "--family is '" + name + "', allowed is a folder below models/");
        }
        if (data == null && (only != null || !name.equals(DRAWN))) {
            throw new ParameterException(command, "--data is missing, which gives pictures for family " + name);
        }
        Family family = ModelBundle.readFamily(folder);
        try {
            return new FamilyUnderTest(family, folder, data == null ? Album.ofParts() : album(family));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, "--data is " + data + ": " + e.getMessage());
        }
    }

    private Album album(Family family) throws IOException {
        try (PictureData pictures = PictureData.open(data)) {
            List<PictureFile> files = pictures.forMeasuring();
            if (only != null) {
                Set<String> names = InputFile.text(only).lines().collect(Collectors.toCollection(TreeSet::new));
                files = pictures.files().stream()
                        .filter(file -> names.contains(file.name()))
                        .toList();
            }
            return Album.of(pictures, everyNth(files), family);
        }
    }

    /** Spread over all classes, which the files are sorted by. */
    private static List<PictureFile> everyNth(List<PictureFile> files) {
        int step = Math.max(1, files.size() / MOST_PICTURES);
        return IntStream.range(0, files.size())
                .filter(index -> index % step == 0)
                .mapToObj(files::get)
                .toList();
    }
}
