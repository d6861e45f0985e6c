package dev.chorus.tools.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.testgateway.SmallPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PackageFolderTest {

    @TempDir
    private Path folder;

    @Test
    void package_read_matchesItsManifest() throws IOException {
        // given
        new SmallPackages(folder).writeRelease("0.1.0");
        // when
        PackageFile read = new PackageFolder(folder).require("chorus-variant");
        // then
        assertEquals("chorus-variant 0.1.0", read.toString());
        assertEquals(
                "[dev.chorus.inference 0.1.0, dev.chorus.variant 0.1.0]",
                read.bundles().toString());
        assertEquals("chorus-variant_0.1.0.dp", read.fileName());
    }

    @Test
    void package_missing_isRejectedNamingTheAvailableOnes() throws IOException {
        // given
        new SmallPackages(folder).write("chorus-core", "0.1.0", "dev.chorus.core");
        PackageFolder packages = new PackageFolder(folder);
        // then
        assertRefused("has no package chorus-variant, only [chorus-core]", () -> packages.require("chorus-variant"));
    }

    @Test
    void package_inTwoVersions_isRefused() throws IOException {
        // given
        SmallPackages packages = new SmallPackages(folder);
        packages.write("chorus-core", "0.1.0", "dev.chorus.core");
        packages.write("chorus-core", "0.2.0", "dev.chorus.core");
        // then
        assertRefused("package chorus-core exists twice", () -> new PackageFolder(folder));
    }

    @Test
    void file_thatIsNoArchive_isRefused() throws IOException {
        // given
        Files.writeString(folder.resolve("a.dp"), "garbage");
        // then
        assertRefused("a.dp is not a deployment package", () -> new PackageFolder(folder));
    }

    @Test
    void archive_withoutTheHeaders_isRefused() throws IOException {
        // given
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        new JarOutputStream(Files.newOutputStream(folder.resolve("a.dp")), manifest).close();
        // then
        assertRefused("its manifest has no DeploymentPackage-SymbolicName", () -> new PackageFolder(folder));
    }

    @Test
    void folder_missing_isRefused() {
        assertRefused("must be a folder with deployment packages", () -> new PackageFolder(folder.resolve("none")));
    }

    private static void assertRefused(String message, Executable call) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }
}
