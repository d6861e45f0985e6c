package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCommandTest {

    /** Of the five bytes {@code model}. */
    private static final String SHA256 = "9372c470eeadd5ecd9c3c74c2b3cb633f8e2f2fad799250a0f70d652b6b825e4";

    @TempDir
    private Path folder;

    private Path family;
    private Path out;

    @BeforeEach
    void writeFamily() throws IOException {
        family = Files.createDirectory(folder.resolve("mine"));
        out = folder.resolve("out");
        Variant variant = new Variant("a", 0.35, 32, 64, 0.5, 1, "a.onnx", SHA256, 1, 2, 0.8);
        Files.writeString(family.resolve("a.onnx"), "model");
        Files.writeString(
                family.resolve("family.json"),
                FamilyJson.write(new Family("mine", "2.1.0", new LabelSet(List.of("bolt", "nut")), List.of(variant))));
    }

    @Test
    void family_valid_isPackagedAndListsFilesWithSizes() throws IOException {
        Call call = pack(out);

        assertEquals(0, call.exitCode(), call.err());
        for (String name : List.of("chorus-model-mine-a_2.1.0.dp", "chorus-model-mine-a_2.1.0_all.deb")) {
            Path file = out.resolve(name);
            assertTrue(call.out().contains(String.format("%,d bytes  %s", Files.size(file), file)), call.out());
        }
        assertTrue(call.out().contains("dev.chorus.models.mine.a_2.1.0.jar"), call.out());
    }

    @Test
    void folder_withoutFamilyJson_isAMistake() throws IOException {
        Files.delete(family.resolve("family.json"));

        assertMistake(pack(out), "must be a folder with family.json");
    }

    @Test
    void family_notDescribed_isAMistake() throws IOException {
        Files.writeString(family.resolve("family.json"), "{\"name\":\"a/b\"}");

        assertMistake(pack(out), "labels must be 2..65536, were 0");
    }

    @Test
    void model_ofAnotherChecksum_isAMistake() throws IOException {
        Files.writeString(family.resolve("a.onnx"), "other");

        assertMistake(pack(out), "a.onnx must be ");
    }

    @Test
    void model_missing_isAMistake() throws IOException {
        Files.delete(family.resolve("a.onnx"));

        assertMistake(pack(out), "a.onnx: no such file or folder");
    }

    @Test
    void disk_full_isTheMachinesFaultAndNamesTheFile() throws IOException {
        Path full = Files.createDirectories(out).resolve("chorus-model-mine-a_2.1.0_all.deb");
        Files.createSymbolicLink(full, Path.of("/dev/full"));

        Call call = pack(out);

        assertEquals(1, call.exitCode());
        assertEquals(
                "chorus package: cannot write " + full
                        + ": No space left on device; free space or choose another place",
                call.err().strip());
    }

    @Test
    void out_isAFile_isAMistake() {
        assertMistake(pack(family.resolve("a.onnx")), "must be a folder, was the file");
    }

    private Call pack(Path to) {
        return Call.of("package", "--family", family.toString(), "--out", to.toString());
    }

    private static void assertMistake(Call call, String message) {
        assertEquals(2, call.exitCode(), call.err());
        assertEquals(1, call.err().lines().count(), call.err());
        assertTrue(call.err().contains(message), call.err());
    }
}
