package dev.chorus.packages.tests;

import dev.chorus.itests.support.BuiltPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which Kura keeps {@code <name>_<version>.dp} of each package it has, to install all of them again when it starts
 * with an emptied storage.
 */
record PackageStore(Path folder) {

    /** Keeps what was installed, instead of the version before. */
    void keep(Path file) throws IOException {
        drop(BuiltPackages.nameOf(file));
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(file.getFileName()));
    }

    /** Forgets what was uninstalled. */
    void drop(String name) throws IOException {
        for (Path kept : files()) {
            if (BuiltPackages.nameOf(kept).equals(name)) {
                Files.delete(kept);
            }
        }
    }

    /** What there is, in an order that means nothing. */
    List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.sorted().toList());
        }
    }
}
