package dev.chorus.tools.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files atomically: to a draft in the same folder, which is then moved into place. Pipes, devices and other
 * non-regular files are written directly; a symbolic link is followed to its target. Thread-safe.
 */
public final class OutputFile {

    private static final String PREFIX =
            ".chorus-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + "-";

    /** Drafts in use. Names are reused: the JVM remembers each name until it exits, to delete left-over drafts. */
    private static final Set<Path> DRAFTS = ConcurrentHashMap.newKeySet();

    private OutputFile() {}

    /** Writes a draft of a file. */
    public interface Draft {

        /**
         * Writes.
         *
         * @param draft does not exist, or is not a regular file
         * @throws IOException if the draft cannot be written
         */
        void write(Path draft) throws IOException;
    }

    /** Writes the content of a file. */
    public interface Content {

        /**
         * Writes.
         *
         * @param out buffered; not closed by this method
         * @throws IOException if the content cannot be written
         */
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes or replaces a file.
     *
     * @param file in a folder that exists
     * @throws FileFailure if the file cannot be written; an older file is unchanged
     */
    public static void write(Path file, byte[] content) throws FileFailure {
        write(file, out -> out.write(content));
    }

    /**
     * Writes or replaces a UTF-8 text file.
     *
     * @param file in a folder that exists
     * @throws FileFailure if the file cannot be written; an older file is unchanged
     */
    public static void write(Path file, String text) throws FileFailure {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes or replaces a file.
     *
     * @param file in a folder that exists
     * @throws FileFailure if the file cannot be written; an older file is unchanged
     */
    public static void write(Path file, Content content) throws FileFailure {
        replace(file, draft -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
                content.write(out);
            }
        });
    }

    /**
     * Writes or replaces a file with content that can only be written to a path.
     *
     * @param file in a folder that exists
     * @throws FileFailure if the file cannot be written; an older file is unchanged
     */
    public static void replace(Path file, Draft content) throws FileFailure {
        try {
            Path place = Files.isSymbolicLink(file) ? target(file) : file;
            if (Files.exists(place) && !Files.isRegularFile(place)) {
                content.write(place);
            } else {
                move(place, content);
            }
        } catch (IOException e) {
            throw FileFailure.writing(file, e);
        }
    }

    private static Path target(Path link) throws IOException {
        return Files.exists(link) ? link.toRealPath() : link.resolveSibling(Files.readSymbolicLink(link));
    }

    private static void move(Path place, Draft content) throws IOException {
        Path draft = draftIn(place.toAbsolutePath().getParent().toRealPath());
        try {
            draft.toFile().deleteOnExit();
            content.write(draft);
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
            DRAFTS.remove(draft);
        }
    }

    private static Path draftIn(Path folder) {
        int number = 0;
        while (!DRAFTS.add(folder.resolve(PREFIX + number + ".part"))) {
            number++;
        }
        return folder.resolve(PREFIX + number + ".part");
    }
}
