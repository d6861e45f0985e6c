package dev.chorus.tools.testgateway;

import dev.chorus.tools.packaging.BundleWiring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;

/**
 * A deployment package as it was received.
 *
 * @param bundles in the order of the archive
 */
record UploadedPackage(String name, String version, List<Content> bundles) {

    /**
     * A bundle of it.
     *
     * @param needs what its manifest demands
     * @param definitions what its metatype files describe
     */
    record Content(String symbolicName, String version, BundleNeeds needs, List<Definition> definitions) {}

    /**
     * Reads one.
     *
     * @throws IOException if it is none: no archive, the manifest not first, no name, a file that is no bundle
     */
    static UploadedPackage read(byte[] bytes) throws IOException {
        try (JarInputStream archive = new JarInputStream(new ByteArrayInputStream(bytes))) {
            // Null as well if the manifest is not the first entry.
            Manifest manifest = archive.getManifest();
            if (manifest == null) {
                throw new IOException("no manifest");
            }
            List<Content> bundles = new ArrayList<>();
            for (JarEntry entry = archive.getNextJarEntry(); entry != null; entry = archive.getNextJarEntry()) {
                Attributes section = manifest.getAttributes(entry.getName());
                if (section == null) {
                    throw new IOException("no section for " + entry.getName());
                }
                byte[] bundle = archive.readAllBytes();
                bundles.add(new Content(
                        value(section, "Bundle-SymbolicName").split(";", 2)[0].trim(),
                        value(section, "Bundle-Version"),
                        new BundleNeeds(BundleWiring.read(new ByteArrayInputStream(bundle))),
                        definitions(bundle)));
            }
            Attributes headers = manifest.getMainAttributes();
            return new UploadedPackage(
                    value(headers, "DeploymentPackage-SymbolicName"),
                    value(headers, "DeploymentPackage-Version"),
                    bundles);
        }
    }

    private static String value(Attributes headers, String name) throws IOException {
        String value = headers.getValue(name);
        if (value == null) {
            throw new IOException("no " + name);
        }
        return value;
    }

    private static List<Definition> definitions(byte[] bundle) throws IOException {
        List<Definition> definitions = new ArrayList<>();
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bundle))) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                if (entry.getName().startsWith("OSGI-INF/metatype/")
                        && entry.getName().endsWith(".xml")) {
                    definitions.add(Definition.read(copy(jar)));
                }
            }
        }
        return definitions;
    }

    /** An XML parser closes what it reads, and the archive goes on. */
    private static InputStream copy(InputStream in) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        in.transferTo(copy);
        return new ByteArrayInputStream(copy.toByteArray());
    }
}
