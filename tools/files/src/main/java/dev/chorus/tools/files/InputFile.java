package dev.chorus.tools.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files. Thread-safe. */
public final class InputFile {

    private InputFile() {}

    /**
     * Reads the content of a file.
     *
     * @param <T> type of the result
     */
    public interface Content<T> {

        /**
         * Reads.
         *
         * @param in buffered; not closed by this method
         * @throws IOException if the content cannot be read
         */
        T read(InputStream in) throws IOException;
    }

    /**
     * Reads a UTF-8 text file.
     *
     * @throws FileFailure if the file cannot be read or is not UTF-8
     */
    public static String text(Path file) throws FileFailure {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    /**
     * Reads a whole file.
     *
     * @throws FileFailure if the file cannot be read
     */
    public static byte[] bytes(Path file) throws FileFailure {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    /**
     * Reads a file from its beginning.
     *
     * @throws FileFailure if the file cannot be read
     */
    public static <T> T read(Path file, Content<T> content) throws FileFailure {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return content.read(in);
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }
}
