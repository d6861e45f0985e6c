package dev.chorus.tools.benchmark.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for what is written on the way, removed in the end.
 *
 * @param folder empty at first
 */
public record Scratch(Path folder) implements AutoCloseable {

    /** Makes one among the system's temporary files. */
    public static Scratch make() throws IOException {
        return new Scratch(Files.createTempDirectory("chorus-bench"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
