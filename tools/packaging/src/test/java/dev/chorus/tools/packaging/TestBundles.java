package dev.chorus.tools.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Small bundles for tests. */
final class TestBundles {

    private TestBundles() {}

    /** A bundle, or a plain jar where the symbolic name is null. */
    static Path write(Path file, String symbolicName, String version) throws IOException {
        return write(file, symbolicName, version, Map.of(), "content.txt");
    }

    /** A bundle with further headers and these entries, each holding its own name. */
    static Path write(
            Path file, String symbolicName, String version, Map<String, String> moreHeaders, String... entries)
            throws IOException {
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (symbolicName != null) {
            headers.putValue("Bundle-ManifestVersion", "2");
            headers.putValue("Bundle-SymbolicName", symbolicName);
            headers.putValue("Bundle-Version", version);
        }
        moreHeaders.forEach(headers::putValue);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String name : entries) {
                JarEntry entry = new JarEntry(name);
                entry.setTime(0);
                jar.putNextEntry(entry);
                jar.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
