package dev.chorus.tools.evaluation;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The folder that holds a family: {@code family.json} and the ONNX files that it names. */
public final class FamilyFolder {

    private static final String DESCRIPTION = "family.json";

    private final Path folder;

    /** @param folder need not be there before something is written */
    public FamilyFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads the description.
     *
     * @throws IOException if it is not there
     * @throws IllegalArgumentException if it is not as it must be
     */
    public Family family() throws IOException {
        return FamilyJson.read(Files.readString(folder.resolve(DESCRIPTION)));
    }

    /**
     * Reads a variant's ONNX file.
     *
     * @throws IllegalArgumentException if its checksum is not the description's
     */
    public byte[] model(Variant variant) throws IOException {
        byte[] model = Files.readAllBytes(folder.resolve(variant.model()));
        if (!sha256(model).equals(variant.sha256())) {
            throw new IllegalArgumentException(
                    "sha256 of " + variant.model() + " is " + sha256(model) + ", allowed is " + variant.sha256());
        }
        return model;
    }

    /** Where a file of the family is, or will be. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes or replaces a file of the family. */
    public void write(String name, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), content);
    }

    /** Writes or replaces the description. */
    public void write(Family family) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(DESCRIPTION), FamilyJson.write(family));
    }

    /** As {@code family.json} has it: 64 lower-case hexadecimal digits. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
