package dev.chorus.tools.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/**
 * A deployment package on disk, by what its manifest says.
 *
 * @param path where it is
 * @param name what the gateway knows it by
 * @param version as in the manifest
 * @param bundles what it brings, by symbolic name
 */
public record PackageFile(Path path, String name, String version, List<Content> bundles) {

    /** A bundle that a package brings. */
    public record Content(String symbolicName, String version) {

        @Override
        public String toString() {
            return symbolicName + " " + version;
        }
    }

    /** Keeps the bundles in the order of their names. */
    public PackageFile {
        bundles = bundles.stream()
                .sorted(Comparator.comparing(Content::symbolicName))
                .toList();
    }

    /**
     * Reads the manifest.
     *
     * @throws IllegalArgumentException if the file is no deployment package
     * @throws IOException if it cannot be read
     */
    public static PackageFile read(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new IllegalArgumentException(path + " is no deployment package: it has no manifest");
            }
            Attributes headers = manifest.getMainAttributes();
            return new PackageFile(
                    path,
                    required(path, headers, "DeploymentPackage-SymbolicName"),
                    required(path, headers, "DeploymentPackage-Version"),
                    manifest.getEntries().values().stream()
                            .filter(section -> section.getValue("Bundle-SymbolicName") != null)
                            .map(section -> new Content(
                                    section.getValue("Bundle-SymbolicName")
                                            .split(";", 2)[0]
                                            .trim(),
                                    section.getValue("Bundle-Version")))
                            .toList());
        } catch (ZipException e) {
            throw new IllegalArgumentException(path + " is no deployment package: " + e.getMessage(), e);
        }
    }

    private static String required(Path path, Attributes headers, String header) {
        String value = headers.getValue(header);
        if (value == null) {
            throw new IllegalArgumentException(path + " is no deployment package: its manifest has no " + header);
        }
        return value.trim();
    }

    /** What the gateway is to call the file. */
    String fileName() {
        return name.replaceAll("[^A-Za-z0-9_.-]", "_") + "_" + version + ".dp";
    }

    /** For people. */
    @Override
    public String toString() {
        return name + " " + version;
    }
}
