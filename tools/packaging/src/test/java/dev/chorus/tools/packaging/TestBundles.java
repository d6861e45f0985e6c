package dev.chorus.tools.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Small bundles for tests. */
final class TestBundles {

    private TestBundles() {}

    /** A bundle, or a plain jar where the symbolic name is null. */
    static Path write(Path file, String symbolicName, String version) throws IOException {
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (symbolicName != null) {
            headers.putValue("Bundle-ManifestVersion", "2");
            headers.putValue("Bundle-SymbolicName", symbolicName);
            headers.putValue("Bundle-Version", version);
        }
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            JarEntry entry = new JarEntry("content.txt");
            entry.setTime(0);
            jar.putNextEntry(entry);
            jar.write("content".getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
