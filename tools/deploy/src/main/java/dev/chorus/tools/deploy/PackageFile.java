package dev.chorus.tools.deploy;

import dev.chorus.tools.packaging.BundleWiring;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
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

    /**
     * A bundle that a package brings.
     *
     * @param wiring what it demands and offers
     */
    public record Content(String symbolicName, String version, BundleWiring wiring) {

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
                    bundles(jar, manifest));
        } catch (ZipException e) {
            throw new IllegalArgumentException(path + " is no deployment package: " + e.getMessage(), e);
        }
    }

    private static List<Content> bundles(JarFile jar, Manifest manifest) throws IOException {
        List<Content> bundles = new ArrayList<>();
        for (Map.Entry<String, Attributes> section : manifest.getEntries().entrySet()) {
            String symbolicName = section.getValue().getValue("Bundle-SymbolicName");
            if (symbolicName != null) {
                bundles.add(new Content(
                        symbolicName.split(";", 2)[0].trim(),
                        section.getValue().getValue("Bundle-Version"),
                        wiring(jar, section.getKey())));
            }
        }
        return bundles;
    }

    private static BundleWiring wiring(JarFile jar, String entry) throws IOException {
        JarEntry bundle = jar.getJarEntry(entry);
        if (bundle == null) {
            throw new IllegalArgumentException(jar.getName() + " is no deployment package: " + entry + " is missing");
        }
        try (InputStream in = jar.getInputStream(bundle)) {
            return BundleWiring.read(in);
        }
    }

    /** What its bundles have natives for, by OSGi's names; empty if there are none. */
    List<String> processors() {
        return bundles.stream()
                .flatMap(bundle -> bundle.wiring().processors().stream())
                .distinct()
                .toList();
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
