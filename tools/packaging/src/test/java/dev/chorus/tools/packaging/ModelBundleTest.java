package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {

    @TempDir
    Path folder;

    private Path familyFolder;
    private Family family;

    @BeforeEach
    void writeFamily() throws IOException {
        familyFolder = folder.resolve("models/parts");
        family = TestFamilies.write(familyFolder);
    }

    @Test
    void writeTo_carriesModelFamilyAndHeader() throws IOException {
        // given
        ModelBundle bundle = ModelBundle.of(familyFolder, "p32");

        // when
        BundleFile written = bundle.writeTo(folder);

        // then
        assertEquals("dev.chorus.models.parts.p32", written.symbolicName());
        assertEquals("1.0.0", written.version());
        try (JarFile jar = new JarFile(written.path().toFile())) {
            assertEquals("parts/p32", jar.getManifest().getMainAttributes().getValue(ModelBundle.HEADER));
            String json = new String(
                    jar.getInputStream(jar.getEntry("chorus-model/family.json")).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertEquals(family, FamilyJson.read(json));
            assertArrayEquals(
                    TestFamilies.MODEL,
                    jar.getInputStream(jar.getEntry("chorus-model/p32.onnx")).readAllBytes());
        }
    }

    @Test
    void writeTo_modelThatTheFamilyDoesNotDescribe_isRefused() throws IOException {
        // given
        Files.write(familyFolder.resolve("p32.onnx"), new byte[] {9});
        ModelBundle bundle = ModelBundle.of(familyFolder, "p32");

        // when
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> bundle.writeTo(folder));

        // then
        assertTrue(refusal.getMessage().contains("SHA-256"), refusal.getMessage());
    }

    @Test
    void of_unknownVariant_isRefusedNamingTheMembers() {
        // when
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> ModelBundle.of(familyFolder, "p999"));

        // then
        assertTrue(refusal.getMessage().contains("p999") && refusal.getMessage().contains("p32"), refusal.getMessage());
    }
}
