package dev.chorus.tools.evaluation;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.files.FileFailure;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The folder that holds a family: {@code family.json} and the ONNX files that it names. */
public final class FamilyFiles {

    private static final String DESCRIPTION = "family.json";

    private final Path folder;

    /** @param folder need not be there before something is written */
    public FamilyFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads the description.
     *
     * @throws FileFailure if it cannot be read
     * @throws IllegalArgumentException naming the file, if it is not as it must be
     */
    public Family family() throws FileFailure {
        Path file = folder.resolve(DESCRIPTION);
        String json = InputFile.text(file);
        try {
            return FamilyJson.read(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a variant's ONNX file.
     *
     * @throws FileFailure if it cannot be read
     * @throws IllegalArgumentException naming the file, if its checksum is not the description's
     */
    public byte[] model(Variant variant) throws FileFailure {
        Path file = folder.resolve(variant.model());
        byte[] model = InputFile.bytes(file);
        if (!sha256(model).equals(variant.sha256())) {
            throw new IllegalArgumentException(file + ": sha256 is " + sha256(model) + ", required is that of "
                    + DESCRIPTION + ", " + variant.sha256());
        }
        return model;
    }

    /** Where a file of the family is, or will be. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Writes or replaces a file of the family.
     *
     * @throws IOException if it cannot be written; then an older file stays as it was
     */
    public void write(String name, byte[] content) throws IOException {
        Files.createDirectories(folder);
        OutputFile.write(folder.resolve(name), content);
    }

    /**
     * Writes or replaces the description.
     *
     * @throws IOException if it cannot be written; then an older one stays as it was
     */
    public void write(Family family) throws IOException {
        write(DESCRIPTION, FamilyJson.write(family).getBytes(StandardCharsets.UTF_8));
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
