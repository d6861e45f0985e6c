package dev.chorus.tools.importer;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.files.OutputFile;
import dev.chorus.tools.files.ReaderGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folder that holds, or is to hold, {@code family.json} and the models it names. */
final class FamilyFolder {

    private static final String FAMILY_FILE = "family.json";

    private final Path folder;
    private final Optional<Family> existing;

    private FamilyFolder(Path folder, Optional<Family> existing) {
        this.folder = folder;
        this.existing = existing;
    }

    /**
     * Looks at a folder, which need not be there.
     *
     * @throws IllegalArgumentException if it is a file, or has a {@code family.json} that is none
     */
    static FamilyFolder open(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--out is " + folder + ", which is a file; allowed is a folder");
        }
        Path file = folder.resolve(FAMILY_FILE);
        if (!Files.exists(file)) {
            return new FamilyFolder(folder, Optional.empty());
        }
        try {
            return new FamilyFolder(folder, Optional.of(FamilyJson.read(InputFile.text(file))));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The family with one more variant, or with one in the place of another.
     *
     * @param name must be that of the family that is there
     * @param labels must be its labels
     * @param version must be above its version; empty for the next minor one, {@value FamilyVersion#FIRST} for a new family
     * @param replace whether the variant may take the place of one of its id
     * @throws IllegalArgumentException if something is not as it must be
     */
    Family with(Variant variant, String name, LabelSet labels, Optional<String> version, boolean replace) {
        if (existing.isEmpty()) {
            return new Family(name, version.orElse(FamilyVersion.FIRST), labels, List.of(variant));
        }
        Family old = existing.get();
        if (!old.name().equals(name)) {
            throw new IllegalArgumentException(
                    "--family is '" + name + "', allowed is that of " + folder + ", '" + old.name() + "'");
        }
        checkSame(labels, old.labelSet());
        Family family = new Family(
                name,
                version.orElse(FamilyVersion.of(old.version()).next()),
                labels,
                members(old.variants(), variant, replace));
        if (FamilyVersion.of(family.version()).compareTo(FamilyVersion.of(old.version())) <= 0) {
            throw new IllegalArgumentException(
                    "--family-version is '" + family.version() + "', allowed is above that of " + folder + ", "
                            + old.version() + ": gateways take an update only under another version");
        }
        return family;
    }

    private void checkSame(LabelSet labels, LabelSet old) {
        if (labels.size() != old.size()) {
            throw new IllegalArgumentException(
                    "labels are " + labels.size() + ", allowed are those of " + folder + ", " + old.size());
        }
        for (int at = 0; at < labels.size(); at++) {
            if (!labels.label(at).equals(old.label(at))) {
                throw new IllegalArgumentException("label " + at + " is '" + labels.label(at) + "', allowed is that of "
                        + folder + ", '" + old.label(at) + "'");
            }
        }
    }

    private List<Variant> members(List<Variant> old, Variant variant, boolean replace) {
        List<Variant> members = new ArrayList<>(old);
        for (int at = 0; at < old.size(); at++) {
            Variant other = old.get(at);
            if (other.id().equals(variant.id())) {
                if (!replace) {
                    throw new IllegalArgumentException("variant '" + variant.id() + "' is in " + folder
                            + " already; --replace puts the new one in its place");
                }
                members.set(at, variant);
                return members;
            }
            if (other.model().equals(variant.model())) {
                throw new IllegalArgumentException("--variant is '" + variant.id() + "', but " + variant.model()
                        + " is the model of variant '" + other.id() + "'");
            }
        }
        members.add(variant);
        return members;
    }

    /**
     * Writes a model and then the {@code family.json} that names it, each whole or not at all.
     *
     * @param variant of the family, whose model it is
     * @param group may read the folder and both files; empty: the umask decides
     */
    void write(Family family, Variant variant, byte[] model, Optional<ReaderGroup> group) throws IOException {
        Files.createDirectories(folder);
        Path modelFile = folder.resolve(variant.model());
        Path familyFile = folder.resolve(FAMILY_FILE);
        OutputFile.write(modelFile, model);
        if (group.isPresent()) {
            group.get().admitTo(folder);
            group.get().admitTo(modelFile);
        }
        OutputFile.write(familyFile, FamilyJson.write(family));
        if (group.isPresent()) {
            group.get().admitTo(familyFile);
        }
    }
}
