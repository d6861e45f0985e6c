package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaterPackageTest {

    @TempDir
    Path folder;

    @Test
    void write_aBuiltPackage_hasTheSameBundlesOfTheOtherVersion() throws IOException {
        Path bundle = TestBundles.write(folder.resolve("in/a.jar"), "test.first;singleton:=true", "1.2.0");
        Path built = DeploymentPackage.ofOneVersion("chorus-test", List.of(BundleFile.read(bundle)))
                .writeTo(folder.resolve("built"));

        Path later = LaterPackage.write(built, "chorus-test", "1.2.0.later", folder);

        assertEquals("chorus-test_1.2.0.later.dp", later.getFileName().toString());
        BundleFile rewritten = BundleFile.read(folder.resolve("test.first_1.2.0.jar"));
        assertEquals("test.first", rewritten.symbolicName());
        assertEquals("1.2.0.later", rewritten.version());
        try (InputStream file = Files.newInputStream(rewritten.path());
                JarInputStream jar = new JarInputStream(file)) {
            JarEntry entry = jar.getNextJarEntry();
            assertEquals("content.txt", entry.getName());
            assertEquals("content.txt", new String(jar.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
