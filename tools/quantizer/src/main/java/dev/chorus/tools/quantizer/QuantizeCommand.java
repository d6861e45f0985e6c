package dev.chorus.tools.quantizer;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.evaluation.Progress;
import dev.chorus.tools.pictures.PictureData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chorus quantize}: a family of 8-bit integer models out of one of float models. */
@Command(
        name = "quantize",
        mixinStandardHelpOptions = true,
        header = "Make a family's models a third of their size.",
        description = "Writes a family with 8-bit integers inside: files a third of the size. Says what that costs.")
public final class QuantizeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--family",
            paramLabel = "DIR",
            required = true,
            description = "Folder with family.json and its models, as the trainer writes them.")
    private Path from;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write the new family to.")
    private Path to;

    @ArgGroup(multiplicity = "1")
    private Place place;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "300",
            description = "Pictures to calibrate with (default: ${DEFAULT-VALUE}).")
    private int calibrating;

    @Option(
            names = "--measured",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Other pictures to measure with (default: ${DEFAULT-VALUE}).")
    private int measuring;

    /** Where pictures come from. */
    private static final class Place {

        @Option(names = "--data", paramLabel = "DIR_OR_ZIP", description = "Pictures, <class>/<picture>.")
        private Path data;

        @Option(names = "--parts", description = "Draw machine parts.")
        private boolean parts;
    }

    @Override
    public Integer call() throws IOException, ModelRefusedException {
        if (calibrating < 1) {
            throw refused("--pictures is " + calibrating + ", allowed is 1 and more");
        }
        if (measuring < 1) {
            throw refused("--measured is " + measuring + ", allowed is 1 and more");
        }
        try {
            if (Files.exists(to) && Files.isSameFile(from, to)) {
                throw refused("--out is " + to + ", which is --family too; allowed is another folder");
            }
            OnnxRuntime.checkUsable();
            choose();
            return 0;
        } catch (IllegalArgumentException e) {
            throw refused("cannot quantise " + from + ": " + e.getMessage());
        }
    }

    private void choose() throws IOException {
        Family family = new FamilyFiles(from).family();
        if (place.parts) {
            quantise(family, PictureChoice.drawn(family.labelSet(), calibrating, measuring));
            return;
        }
        try (PictureData data = PictureData.open(place.data)) {
            PictureData.describe(data.skipped()).forEach(this::warn);
            quantise(family, PictureChoice.of(data, family.labelSet(), calibrating, measuring));
        }
    }

    private void quantise(Family family, PictureChoice pictures) throws IOException {
        FamilyFiles source = new FamilyFiles(from);
        List<byte[]> originals = new ArrayList<>();
        for (Variant variant : family.variants()) {
            originals.add(source.model(variant));
        }
        PictureReader reader = new PictureReader();
        List<byte[]> quantised = quantised(family, originals, reader, pictures.calibrating());
        try (LoadedFamily before = new LoadedFamily(family, originals);
                LoadedFamily after = new LoadedFamily(family, quantised)) {
            measure(before, after, reader, pictures.measuring());
            PictureData.describe(reader.skipped()).forEach(this::warn);
            List<Double> accuracies = IntStream.range(0, quantised.size())
                    .mapToObj(after::accuracy)
                    .toList();
            Family described = FamilyQuantizer.describe(family, quantised, accuracies);
            new QuantizationReport(family.variants(), originals, quantised, before, after)
                    .print(spec.commandLine().getOut());
            say("measured on %d others", after.asked());
            write(described, quantised);
            say("wrote family %s %s to %s", described.name(), described.version(), to);
        }
    }

    private List<byte[]> quantised(
            Family family, List<byte[]> originals, PictureReader reader, List<LabelledPicture> pictures)
            throws IOException {
        try (FamilyQuantizer quantizer = new FamilyQuantizer(family, originals)) {
            int shown;
            try (Progress progress = progress("calibrating", pictures.size())) {
                shown = quantizer.calibrate(reader, pictures, progress::to);
            }
            say("calibrated with %d pictures", shown);
            return quantizer.quantised();
        }
    }

    private void measure(LoadedFamily before, LoadedFamily after, PictureReader reader, List<LabelledPicture> pictures)
            throws IOException {
        try (Progress progress = progress("measuring", pictures.size())) {
            reader.read(
                    pictures,
                    (picture, classIndex) -> {
                        before.ask(picture, classIndex);
                        after.ask(picture, classIndex);
                    },
                    progress::to);
        }
    }

    private void write(Family described, List<byte[]> quantised) throws IOException {
        FamilyFiles target = new FamilyFiles(to);
        for (int at = 0; at < quantised.size(); at++) {
            target.write(described.variants().get(at).model(), quantised.get(at));
        }
        target.write(described);
    }

    private Progress progress(String task, int total) {
        return new Progress(task, total, spec.commandLine().getErr());
    }

    private void say(String format, Object... values) {
        spec.commandLine().getOut().println(String.format(format, values));
        spec.commandLine().getOut().flush();
    }

    private void warn(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private ParameterException refused(String why) {
        return Mistakes.mistake(spec, why);
    }
}
