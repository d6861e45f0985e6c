package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentPackageTest {

    @TempDir
    Path folder;

    private BundleFile first;
    private BundleFile second;

    @BeforeEach
    void writeBundles() throws IOException {
        first = BundleFile.read(TestBundles.write(folder.resolve("in/z.jar"), "test.first;singleton:=true", "1.2.0"));
        second = BundleFile.read(TestBundles.write(folder.resolve("in/a.jar"), "test.second", "1.2.0"));
    }

    @Test
    void writeTo_manifestComesFirstThenBundlesInItsOrder() throws IOException {
        // given
        DeploymentPackage deploymentPackage = new DeploymentPackage("chorus-test", "1.2.0", List.of(second, first));

        // when
        Path file = deploymentPackage.writeTo(folder.resolve("out"));

        // then
        assertEquals("chorus-test_1.2.0.dp", file.getFileName().toString());
        try (InputStream in = Files.newInputStream(file);
                JarInputStream jar = new JarInputStream(in)) {
            assertEquals(
                    "chorus-test", jar.getManifest().getMainAttributes().getValue("DeploymentPackage-SymbolicName"));
            assertEquals("1.2.0", jar.getManifest().getMainAttributes().getValue("DeploymentPackage-Version"));
            assertEquals(List.of("bundles/test.first_1.2.0.jar", "bundles/test.second_1.2.0.jar"), entries(jar));
            assertEquals(
                    "test.first",
                    jar.getManifest()
                            .getAttributes("bundles/test.first_1.2.0.jar")
                            .getValue("Bundle-SymbolicName"));
        }
    }

    @Test
    void writeTo_bundles_areCompressed() throws IOException {
        Path file = new DeploymentPackage("chorus-test", "1.2.0", List.of(first)).writeTo(folder.resolve("out"));

        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry bundle = zip.getEntry("bundles/test.first_1.2.0.jar");
            assertEquals(ZipEntry.DEFLATED, bundle.getMethod());
            assertEquals(Files.size(first.path()), bundle.getSize());
        }
    }

    @Test
    void writeTo_otherFileTimesOrderAndTimeZone_givesTheSameBytes() throws IOException {
        // given
        Path once = new DeploymentPackage("chorus-test", "1.2.0", List.of(first, second)).writeTo(folder.resolve("1"));
        Files.setLastModifiedTime(first.path(), FileTime.fromMillis(1));
        TimeZone home = TimeZone.getDefault();

        // when
        Path again;
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            again = new DeploymentPackage("chorus-test", "1.2.0", List.of(second, first)).writeTo(folder.resolve("2"));
        } finally {
            TimeZone.setDefault(home);
        }

        // then
        assertArrayEquals(Files.readAllBytes(once), Files.readAllBytes(again));
    }

    @Test
    void read_jarThatIsNoBundle_isRefusedByName() throws IOException {
        // given
        Path jar = TestBundles.write(folder.resolve("plain.jar"), null, null);

        // when
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> BundleFile.read(jar));

        // then
        assertTrue(refusal.getMessage().contains("plain.jar"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("Bundle-SymbolicName"), refusal.getMessage());
    }

    @Test
    void read_fileThatIsNoJar_isRefused() throws IOException {
        Path model = Files.write(folder.resolve("model.onnx"), new byte[] {1, 2, 3});

        assertThrows(IOException.class, () -> BundleFile.read(model));
    }

    @Test
    void constructor_twoBundlesOfOneName_isRefused() {
        List<BundleFile> bundles = List.of(first, new BundleFile(second.path(), "test.first", "1.3.0"));

        assertThrows(IllegalArgumentException.class, () -> new DeploymentPackage("chorus-test", "1.2.0", bundles));
    }

    @Test
    void constructor_noBundle_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DeploymentPackage("chorus-test", "1.2.0", List.of()));
    }

    @Test
    void constructor_nameThatLeavesTheFolder_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DeploymentPackage("../chorus", "1.2.0", List.of(first)));
    }

    @Test
    void ofOneVersion_bundlesOfTwoVersions_isRefused() {
        List<BundleFile> bundles = List.of(first, new BundleFile(second.path(), "test.second", "1.3.0"));

        assertThrows(IllegalArgumentException.class, () -> DeploymentPackage.ofOneVersion("chorus-test", bundles));
    }

    private static List<String> entries(JarInputStream jar) throws IOException {
        List<String> names = new ArrayList<>();
        for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
            names.add(entry.getName());
        }
        return names;
    }
}
