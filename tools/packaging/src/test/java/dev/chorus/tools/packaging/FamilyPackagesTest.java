package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.files.FileFailure;
import dev.chorus.tools.testprocess.LimitedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamilyPackagesTest {

    private static final String BUNDLE = "dev.chorus.models.parts.p32_1.0.0.jar";
    private static final String PACKAGE = "chorus-model-parts-p32_1.0.0.dp";

    private static final String DEBIAN_PACKAGE = "chorus-model-parts-p32_1.0.0_all.deb";

    @TempDir
    Path folder;

    private Path familyFolder;
    private Path out;

    @BeforeEach
    void writeFamily() throws IOException {
        familyFolder = folder.resolve("mine");
        out = folder.resolve("new/out");
        TestFamilies.write(familyFolder);
    }

    @Test
    void writeTo_family_givesABundleAndItsPackagesForEachVariant() throws IOException {
        List<Path> written = new FamilyPackages(familyFolder).writeTo(out);

        assertEquals(List.of(out.resolve(BUNDLE), out.resolve(PACKAGE), out.resolve(DEBIAN_PACKAGE)), written);
        assertTrue(written.stream().allMatch(Files::isRegularFile));
    }

    @Test
    void writeTo_family_givesAPackageThatDeploymentAdminTakes() throws IOException {
        new FamilyPackages(familyFolder).writeTo(out);

        // OSGi Compendium 114.3: the manifest first, then each bundle in the order of its section.
        try (JarInputStream in = new JarInputStream(Files.newInputStream(out.resolve(PACKAGE)))) {
            Manifest manifest = in.getManifest();
            ZipEntry entry = in.getNextEntry();
            Attributes section = manifest.getAttributes(entry.getName());
            assertEquals(
                    "chorus-model-parts-p32", manifest.getMainAttributes().getValue("DeploymentPackage-SymbolicName"));
            assertEquals("1.0.0", manifest.getMainAttributes().getValue("DeploymentPackage-Version"));
            assertEquals("dev.chorus.models.parts.p32", section.getValue("Bundle-SymbolicName"));
            assertEquals("1.0.0", section.getValue("Bundle-Version"));
            assertArrayEquals(Files.readAllBytes(out.resolve(BUNDLE)), in.readAllBytes());
        }
    }

    @Test
    void writeTo_family_givesADebianPackageThatNeedsKuraAlone() throws IOException {
        new FamilyPackages(familyFolder).writeTo(out);

        DebFile deb = DebFile.read(out.resolve(DEBIAN_PACKAGE));
        assertEquals("chorus-model-parts-p32", deb.field("Package"));
        assertEquals(List.of("kura-core (>= 6.0.0~)", "kura-core (<< 7.0.0~)"), deb.dependencies());
        assertArrayEquals(
                Files.readAllBytes(out.resolve(BUNDLE)), deb.content("./opt/eclipse/kura/plugins/6s/" + BUNDLE));
    }

    @Test
    void writeTo_missingModelFile_writesNothing() throws IOException {
        Files.delete(familyFolder.resolve("p32.onnx"));
        FamilyPackages packages = new FamilyPackages(familyFolder);

        assertThrows(FileFailure.class, () -> packages.writeTo(out));
        assertFalse(Files.exists(out));
    }

    @Test
    void writeTo_diskFullAtTheDebianPackage_leavesNoneAndNamesIt() throws Exception {
        // given
        // Random bytes are not compressed: the Debian package, which has more in it, is the first file above the limit.
        byte[] model = new byte[65_736];
        new Random(5).nextBytes(model);
        TestFamilies.write(familyFolder, model);
        // when
        LimitedJvm call = LimitedJvm.run(66, PackMain.class, familyFolder.toString(), out.toString());
        // then
        assertTrue(
                call.output().startsWith("cannot write " + out.resolve(DEBIAN_PACKAGE) + ": File too large;"),
                call.output());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    Set.of(BUNDLE, PACKAGE),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    /** Packs the family in one folder into another and prints why it could not. */
    static final class PackMain {

        private PackMain() {}

        public static void main(String[] arguments) throws IOException {
            try {
                new FamilyPackages(Path.of(arguments[0])).writeTo(Path.of(arguments[1]));
            } catch (FileFailure e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
