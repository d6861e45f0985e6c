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
 * Deployment package on disk, as described by its manifest.
 *
 * @param path path of the file
 * @param name symbolic name on the gateway
 * @param version version from the manifest
 * @param bundles bundles of the package, by symbolic name
 */
public record PackageFile(Path path, String name, String version, List<Content> bundles) {

    /**
     * Bundle of a package.
     *
     * @param wiring its imports, exports and natives
     */
    public record Content(String symbolicName, String version, BundleWiring wiring) {

        @Override
        public String toString() {
            return symbolicName + " " + version;
        }
    }

    /** Sorts the bundles by name. */
    public PackageFile {
        bundles = bundles.stream()
                .sorted(Comparator.comparing(Content::symbolicName))
                .toList();
    }

    /**
     * Reads the manifest of a package.
     *
     * @throws IllegalArgumentException if the file is not a deployment package
     * @throws IOException if the file cannot be read
     */
    public static PackageFile read(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new IllegalArgumentException(path + " is not a deployment package: it has no manifest");
            }
            Attributes headers = manifest.getMainAttributes();
            return new PackageFile(
                    path,
                    required(path, headers, "DeploymentPackage-SymbolicName"),
                    required(path, headers, "DeploymentPackage-Version"),
                    bundles(jar, manifest));
        } catch (ZipException e) {
            throw new IllegalArgumentException(path + " is not a deployment package: " + e.getMessage(), e);
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
            throw new IllegalArgumentException(
                    jar.getName() + " is not a deployment package: " + entry + " is missing");
        }
        try (InputStream in = jar.getInputStream(bundle)) {
            return BundleWiring.read(in);
        }
    }

    /** Returns the processors that its bundles have natives for, by OSGi's names; empty without natives. */
    List<String> processors() {
        return bundles.stream()
                .flatMap(bundle -> bundle.wiring().processors().stream())
                .distinct()
                .toList();
    }

    private static String required(Path path, Attributes headers, String header) {
        String value = headers.getValue(header);
        if (value == null) {
            throw new IllegalArgumentException(path + " is not a deployment package: its manifest has no " + header);
        }
        return value.trim();
    }

    /** Returns the file name for the upload. */
    String fileName() {
        return name.replaceAll("[^A-Za-z0-9_.-]", "_") + "_" + version + ".dp";
    }

    /** Returns name and version for display. */
    @Override
    public String toString() {
        return name + " " + version;
    }
}
