package dev.chorus.tools.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A family that is in the repository, for tests. */
record Committed(Path folder) {

    static Committed parts() {
        return new Committed(Path.of("../../models/parts"));
    }

    /** Copies all its files into another folder. */
    void copyTo(Path target) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Files.copy(file, target.resolve(file.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
