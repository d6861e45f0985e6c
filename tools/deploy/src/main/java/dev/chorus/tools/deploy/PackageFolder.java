package dev.chorus.tools.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the deployment packages of a folder, by name. */
public final class PackageFolder {

    private final Path folder;
    private final Map<String, PackageFile> packages = new TreeMap<>();

    /**
     * Reads the manifests of all {@code .dp} files.
     *
     * @throws IllegalArgumentException if the folder does not exist, a file is not a deployment package, or two files
     *     have the same name, which is ambiguous
     * @throws IOException if a file cannot be read
     */
    public PackageFolder(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " must be a folder with deployment packages");
        }
        for (Path file : files()) {
            PackageFile read = PackageFile.read(file);
            PackageFile other = packages.putIfAbsent(read.name(), read);
            if (other != null) {
                throw new IllegalArgumentException("package " + read.name() + " exists twice, as " + other.path()
                        + " and as " + file + "; remove one");
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

    /** Returns the package with a name. */
    public Optional<PackageFile> find(String name) {
        return Optional.ofNullable(packages.get(name));
    }

    /**
     * Returns the package with a name.
     *
     * @throws IllegalArgumentException if it does not exist
     */
    public PackageFile require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        folder + " has no package " + name + ", only " + packages.keySet()));
    }
}
