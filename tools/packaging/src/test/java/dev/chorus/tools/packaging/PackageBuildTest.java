package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageBuildTest {

    @TempDir
    Path folder;

    private Path features;
    private Path models;
    private Path packages;
    private Path debs;

    @BeforeEach
    void layOut() throws IOException {
        features = folder.resolve("features");
        models = folder.resolve("models");
        packages = folder.resolve("dp");
        debs = folder.resolve("deb");
        TestBundles.write(
                features.resolve("chorus-one/target/bundles/one.jar"),
                "test.one",
                "0.1.0",
                Map.of("Import-Package", "two.api"));
        TestBundles.write(
                features.resolve("chorus-two/target/bundles/two.jar"),
                "test.two",
                "1.28.0",
                Map.of("Export-Package", "two.api"));
        describe("chorus-one", "What the test needs first");
        describe("chorus-two", "What it needs next");
        TestFamilies.write(models.resolve("parts"));
    }

    @Test
    void main_writesOnePackageForEachFeatureAndVariant() throws IOException {
        // when
        PackageBuild.main(features.toString(), models.toString(), packages.toString(), debs.toString());

        // then
        assertEquals(
                List.of("chorus-model-parts-p32_1.0.0.dp", "chorus-one_0.1.0.dp", "chorus-two_1.28.0.dp"),
                fileNames(packages));
    }

    @Test
    void main_writesTheSameAsDebianPackages() throws IOException {
        // when
        PackageBuild.main(features.toString(), models.toString(), packages.toString(), debs.toString());

        // then
        assertEquals(
                List.of(
                        "chorus-model-parts-p32_1.0.0_all.deb",
                        "chorus-one_0.1.0_all.deb",
                        "chorus-two_1.28.0_all.deb"),
                fileNames(debs));
        DebFile one = DebFile.read(debs.resolve("chorus-one_0.1.0_all.deb"));
        assertEquals("What the test needs first", one.field("Description"));
        assertTrue(one.dependencies().contains("chorus-two (>= 1.28.0)"), one.control());
    }

    @Test
    void main_always_leavesNoProviderOfCryptography() throws IOException {
        PackageBuild.main(features.toString(), models.toString(), packages.toString(), debs.toString());

        assertNull(Security.getProvider("BC"));
    }

    @Test
    void main_featureWithoutDescription_isRefusedNamingItsPom() throws IOException {
        // given
        Files.writeString(features.resolve("chorus-one/pom.xml"), "<project/>");

        // when
        IOException refusal = assertThrows(
                IOException.class,
                () -> PackageBuild.main(features.toString(), models.toString(), packages.toString(), debs.toString()));

        // then
        assertTrue(refusal.getMessage().contains("chorus-one/pom.xml has no description"), refusal.getMessage());
    }

    @Test
    void main_threeFolders_isRejectedWithTheRequirement() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> PackageBuild.main("features", "models", "dp"));

        assertTrue(refusal.getMessage().contains("four folders"), refusal.getMessage());
    }

    @Test
    void main_packagesOfAnEarlierBuild_areRemoved() throws IOException {
        // given
        Files.createDirectories(packages.resolve("amd64"));
        Files.createDirectories(debs);
        Files.write(packages.resolve("chorus-gone_0.0.9.dp"), new byte[1]);
        Files.write(packages.resolve("amd64/chorus-gone_0.0.9.dp"), new byte[1]);
        Files.write(debs.resolve("chorus-gone_0.0.9_all.deb"), new byte[1]);

        // when
        PackageBuild.main(features.toString(), models.toString(), packages.toString(), debs.toString());

        // then
        for (Path place : List.of(packages, packages.resolve("amd64"), debs)) {
            assertTrue(fileNames(place).stream().noneMatch(name -> name.startsWith("chorus-gone")), place.toString());
        }
    }

    @Test
    void main_noModels_writesTheFeatures() throws IOException {
        PackageBuild.main(features.toString(), folder.resolve("none").toString(), packages.toString(), debs.toString());

        assertEquals(List.of("chorus-one_0.1.0.dp", "chorus-two_1.28.0.dp"), fileNames(packages));
    }

    @Test
    void main_bundleInTwoFeatures_isRefusedNamingBoth() throws IOException {
        // given
        TestBundles.write(features.resolve("chorus-two/target/bundles/one.jar"), "test.one", "1.28.0");

        // when
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> PackageBuild.main(features.toString(), models.toString(), packages.toString(), debs.toString()));

        // then
        assertTrue(
                refusal.getMessage().contains("chorus-one")
                        && refusal.getMessage().contains("chorus-two"),
                refusal.getMessage());
    }

    private void describe(String feature, String description) throws IOException {
        Files.writeString(
                features.resolve(feature).resolve("pom.xml"),
                "<project><description>" + description + "</description></project>");
    }

    private static List<String> fileNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
