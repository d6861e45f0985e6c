package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @BeforeEach
    void layOut() throws IOException {
        features = folder.resolve("features");
        models = folder.resolve("models");
        packages = folder.resolve("dp");
        TestBundles.write(features.resolve("chorus-one/target/bundles/one.jar"), "test.one", "0.1.0");
        TestBundles.write(features.resolve("chorus-two/target/bundles/two.jar"), "test.two", "1.28.0");
        TestFamilies.write(models.resolve("parts"));
    }

    @Test
    void main_writesOnePackageForEachFeatureAndVariant() throws IOException {
        // when
        PackageBuild.main(features.toString(), models.toString(), packages.toString());

        // then
        assertEquals(
                List.of("chorus-model-parts-p32_1.0.0.dp", "chorus-one_0.1.0.dp", "chorus-two_1.28.0.dp"),
                fileNames(packages));
    }

    @Test
    void main_packageOfAnEarlierBuild_isRemoved() throws IOException {
        // given
        Files.createDirectories(packages);
        Files.write(packages.resolve("chorus-gone_0.0.9.dp"), new byte[1]);

        // when
        PackageBuild.main(features.toString(), models.toString(), packages.toString());

        // then
        assertTrue(fileNames(packages).stream().noneMatch(name -> name.startsWith("chorus-gone")));
    }

    @Test
    void main_noModels_writesTheFeatures() throws IOException {
        PackageBuild.main(features.toString(), folder.resolve("none").toString(), packages.toString());

        assertEquals(List.of("chorus-one_0.1.0.dp", "chorus-two_1.28.0.dp"), fileNames(packages));
    }

    @Test
    void main_bundleInTwoFeatures_isRefusedNamingBoth() throws IOException {
        // given
        TestBundles.write(features.resolve("chorus-two/target/bundles/one.jar"), "test.one", "1.28.0");

        // when
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> PackageBuild.main(features.toString(), models.toString(), packages.toString()));

        // then
        assertTrue(
                refusal.getMessage().contains("chorus-one")
                        && refusal.getMessage().contains("chorus-two"),
                refusal.getMessage());
    }

    private static List<String> fileNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
