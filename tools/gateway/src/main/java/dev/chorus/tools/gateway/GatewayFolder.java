package dev.chorus.tools.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder of one gateway. Both sides clear it at the end: the gateway when it ends by itself, the parent when it killed it.
 *
 * @param root what else is in there stays
 */
record GatewayFolder(Path root) {

    /** Where Equinox keeps its state. */
    Path framework() {
        return root.resolve("framework");
    }

    /** For temporary files, so that those of a killed gateway go with the folder. */
    Path temporary() {
        return root.resolve("tmp");
    }

    /** The list of components. */
    Path components() {
        return root.resolve("components.json");
    }

    /** Deletes what a gateway left, and the folder if nothing else is in it. */
    void clear() {
        try {
            delete(framework());
            delete(temporary());
            Files.deleteIfExists(components());
            Files.deleteIfExists(root);
        } catch (DirectoryNotEmptyException e) {
            // Somebody else's files are in there.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + root, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
