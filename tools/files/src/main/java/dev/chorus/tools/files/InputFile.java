package dev.chorus.tools.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files. Any thread. */
public final class InputFile {

    private InputFile() {}

    /**
     * Reads what a file contains.
     *
     * @param <T> what becomes of it
     */
    public interface Content<T> {

        /**
         * Reads.
         *
         * @param in buffered; stays the caller's
         * @throws IOException if it cannot be read
         */
        T read(InputStream in) throws IOException;
    }

    /**
     * Reads a text in UTF-8.
     *
     * @throws FileFailure if it cannot be read or is no such text
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
     * @throws FileFailure if it cannot be read
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
     * @throws FileFailure if it cannot be read
     */
    public static <T> T read(Path file, Content<T> content) throws FileFailure {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return content.read(in);
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }
}
