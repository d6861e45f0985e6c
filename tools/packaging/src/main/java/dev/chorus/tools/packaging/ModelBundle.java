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
 * Bundle that contains one variant's model and no code: DeploymentAdmin rejects a package with a file that is not a
 * bundle. Variant gateways recognize it by its header {@value #HEADER}.
 *
 * @param familyFolder folder with {@code family.json} and the model file
 * @param family content of {@code family.json}
 * @param variant variant of the model, a member of the family
 */
public record ModelBundle(Path familyFolder, Family family, Variant variant) {

    /** Header that marks a model bundle; its value is {@code <family>/<variant>}. */
    public static final String HEADER = "Chorus-Model";

    /** Folder of the entries within the bundle. */
    public static final String ENTRY_FOLDER = "chorus-model/";

    private static final String FAMILY_FILE = "family.json";

    /**
     * Returns the bundle of one variant of the family in a folder.
     *
     * @param familyFolder folder with {@code family.json} and the model file
     * @param variantId a member of that family
     * @throws IllegalArgumentException if the family is invalid or has no such member
     * @throws IOException if {@code family.json} cannot be read
     */
    public static ModelBundle of(Path familyFolder, String variantId) throws IOException {
        Family family = readFamily(familyFolder);
        Variant variant = family.variant(variantId)
                .orElseThrow(() -> new IllegalArgumentException("variant is '" + variantId + "', must be one of "
                        + family.variants().stream().map(Variant::id).toList()));
        return new ModelBundle(familyFolder, family, variant);
    }

    /**
     * Reads the {@code family.json} of a folder.
     *
     * @throws IllegalArgumentException if it is not a valid family
     * @throws IOException if the file cannot be read
     */
    public static Family readFamily(Path familyFolder) throws IOException {
        return FamilyJson.read(InputFile.text(familyFolder.resolve(FAMILY_FILE)));
    }

    /** Returns {@code dev.chorus.models.<family>.<variant>}. */
    public String symbolicName() {
        return "dev.chorus.models." + family.name() + "." + variant.id();
    }

    /**
     * Writes the bundle as {@code <symbolic name>_<family version>.jar}.
     *
     * @param folder created if missing
     * @return the bundle written
     * @throws IllegalArgumentException if the model file does not match the family
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
     * @throws IllegalArgumentException if it does not match the family
     */
    byte[] readModel() throws IOException {
        byte[] model = InputFile.bytes(familyFolder.resolve(variant.model()));
        String sha256 = sha256(model);
        if (!sha256.equals(variant.sha256())) {
            throw new IllegalArgumentException("SHA-256 of " + familyFolder.resolve(variant.model()) + " must be "
                    + variant.sha256() + " as in " + FAMILY_FILE + ", was " + sha256);
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

    /** Returns the checksum of a file's content, as used in {@code family.json}. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
