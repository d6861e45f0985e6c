package dev.chorus.tools.packaging;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.files.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A bundle that carries one variant's model and nothing else: DeploymentAdmin refuses a package with a file that is no
 * bundle. A gateway that runs variants knows it by its header {@value #HEADER}.
 *
 * @param familyFolder holds {@code family.json} and the model file
 * @param family what {@code family.json} says
 * @param variant the one to carry, a member of the family
 */
public record ModelBundle(Path familyFolder, Family family, Variant variant) {

    /** The header that marks a model bundle; its value is {@code <family>/<variant>}. */
    public static final String HEADER = "Chorus-Model";

    /** Where the entries are within the bundle. */
    public static final String ENTRY_FOLDER = "chorus-model/";

    private static final String FAMILY_FILE = "family.json";

    /**
     * The bundle of one variant of the family in a folder.
     *
     * @param familyFolder holds {@code family.json} and the model file
     * @param variantId a member of that family
     * @throws IllegalArgumentException if the family is not well described or has no such member
     * @throws IOException if {@code family.json} cannot be read
     */
    public static ModelBundle of(Path familyFolder, String variantId) throws IOException {
        Family family = readFamily(familyFolder);
        Variant variant = family.variant(variantId)
                .orElseThrow(() -> new IllegalArgumentException("variant is '" + variantId + "', allowed are "
                        + family.variants().stream().map(Variant::id).toList()));
        return new ModelBundle(familyFolder, family, variant);
    }

    /**
     * Reads the {@code family.json} of a folder.
     *
     * @throws IllegalArgumentException if it does not describe a family
     * @throws IOException if it cannot be read
     */
    public static Family readFamily(Path familyFolder) throws IOException {
        return FamilyJson.read(InputFile.text(familyFolder.resolve(FAMILY_FILE)));
    }

    /** {@code dev.chorus.models.<family>.<variant>}. */
    public String symbolicName() {
        return "dev.chorus.models." + family.name() + "." + variant.id();
    }

    /**
     * Writes the bundle as {@code <symbolic name>_<family version>.jar}.
     *
     * @param folder created where it is missing
     * @return the bundle written
     * @throws IllegalArgumentException if the model file is not the one that the family describes
     */
    public BundleFile writeTo(Path folder) throws IOException {
        byte[] model = readModel();
        Files.createDirectories(folder);
        Path file = folder.resolve(symbolicName() + "_" + family.version() + ".jar");
        byte[] description = InputFile.bytes(familyFolder.resolve(FAMILY_FILE));
        ReproducibleZip.write(file, zip -> {
            zip.addManifest(manifest());
            zip.add(ENTRY_FOLDER + FAMILY_FILE, description);
            zip.add(ENTRY_FOLDER + variant.model(), model);
        });
        return BundleFile.read(file);
    }

    /**
     * Reads the model file.
     *
     * @throws IllegalArgumentException if it is not the one that the family describes
     */
    byte[] readModel() throws IOException {
        byte[] model = InputFile.bytes(familyFolder.resolve(variant.model()));
        String sha256 = sha256(model);
        if (!sha256.equals(variant.sha256())) {
            throw new IllegalArgumentException("SHA-256 of " + familyFolder.resolve(variant.model()) + " is '" + sha256
                    + "', allowed is what " + FAMILY_FILE + " says, " + variant.sha256());
        }
        return model;
    }

    private ManifestText manifest() {
        return new ManifestText()
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", symbolicName())
                .header("Bundle-Version", family.version())
                .header("Bundle-Name", "Variant " + variant.id() + " of family " + family.name())
                .header("Bundle-Vendor", "Chorus")
                .header(HEADER, family.name() + "/" + variant.id());
    }

    /** The checksum by which {@code family.json} names a file of that content. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
