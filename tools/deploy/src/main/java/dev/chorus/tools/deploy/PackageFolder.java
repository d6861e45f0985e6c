package dev.chorus.tools.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The deployment packages of a folder, by name. */
public final class PackageFolder {

    private final Path folder;
    private final Map<String, PackageFile> packages = new TreeMap<>();

    /**
     * Reads the manifests of all {@code .dp} files.
     *
     * @throws IllegalArgumentException if there is no such folder, if a file is no deployment package, or if there are two of one name:
     *     which of them is meant?
     * @throws IOException if something cannot be read
     */
    public PackageFolder(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is no folder, allowed is one with deployment packages");
        }
        for (Path file : files()) {
            PackageFile read = PackageFile.read(file);
            PackageFile other = packages.putIfAbsent(read.name(), read);
            if (other != null) {
                throw new IllegalArgumentException("package " + read.name() + " is there twice, as " + other.path()
                        + " and as " + file + ", allowed is one");
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dp"))
                    .sorted()
                    .toList();
        }
    }

    /** The package of that name. */
    public Optional<PackageFile> find(String name) {
        return Optional.ofNullable(packages.get(name));
    }

    /**
     * The package of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public PackageFile require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        folder + " has no package " + name + ", but " + packages.keySet()));
    }
}
