package dev.chorus.tools.quantizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.command.OneLineErrors;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.parts.PartsFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class QuantizeCommandTest {

    private static final Path PARTS = Path.of("../../models/parts");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void quantize_drawnParts_writesAFamilyOfTheSameVariants() throws IOException {
        // given
        Path target = folder.resolve("small");

        // when
        int code = run(
                "--family",
                PARTS.toString(),
                "--parts",
                "--out",
                target.toString(),
                "--pictures",
                "24",
                "--measured",
                "48");

        // then
        assertEquals(0, code, err::toString);
        Family original = new FamilyFiles(PARTS).family();
        FamilyFiles written = new FamilyFiles(target);
        Family family = written.family();
        assertEquals("1.0.0.int8", family.version());
        assertEquals(original.labelSet(), family.labelSet());
        for (Variant variant : family.variants()) {
            Variant before = original.variant(variant.id()).orElseThrow();
            assertEquals(before, variant.withModel(before.sha256(), before.accuracy()));
            assertTrue(written.model(variant).length * 3 <= Files.size(PARTS.resolve(before.model())));
            assertTrue(variant.accuracy() > 0.5, variant::toString);
        }
        assertTrue(out.toString().startsWith("calibrated with 24 pictures"), out::toString);
        assertTrue(out.toString().contains("measured on 48 others"), out::toString);
    }

    @Test
    void quantize_folderOfPictures_skipsWhatCannotBeRead() throws IOException {
        // given
        Path data = folder.resolve("data");
        PartsFolder.write(data, 48, 7, drawn -> {});
        Files.writeString(data.resolve("gear/broken.jpg"), "no picture");

        // when
        int code = run(
                "--family",
                PARTS.toString(),
                "--data",
                data.toString(),
                "--out",
                folder + "/small",
                "--pictures",
                "300");

        // then
        assertEquals(0, code, err::toString);
        assertTrue(err.toString().contains("skipped gear/broken.jpg: neither JPEG nor PNG"), err::toString);
        assertTrue(out.toString().contains("wrote family parts 1.0.0.int8"), out::toString);
    }

    @Test
    void quantize_quantisedFamily_isRefused() {
        // given
        run("--family", PARTS.toString(), "--parts", "--out", folder + "/small", "--pictures", "1", "--measured", "1");

        // when
        int code = run("--family", folder + "/small", "--parts", "--out", folder + "/smaller");

        // then
        assertRefused(code, "cannot quantise " + folder + "/small: model p48.onnx: the model has no convolution");
        assertFalse(Files.exists(folder.resolve("smaller")));
    }

    @Test
    void quantize_classThatTheFamilyDoesNotKnow_isRefused() throws IOException {
        // given
        Path data = folder.resolve("data");
        PartsFolder.write(data, 24, 7, drawn -> {});
        Files.move(data.resolve("gear"), data.resolve("wheel"));

        // when
        int code = run("--family", PARTS.toString(), "--data", data.toString(), "--out", folder + "/small");

        // then
        assertRefused(code, "cannot quantise " + PARTS + ": class of the data is 'wheel', allowed are [bearing,");
    }

    @Test
    void quantize_intoTheSameFolder_isRefused() {
        // when
        int code = run("--family", folder.toString(), "--parts", "--out", folder.toString());

        // then
        assertRefused(code, "--out is " + folder + ", which is --family too; allowed is another folder");
    }

    @Test
    void quantize_folderWithoutFamily_isRefused() {
        // when
        int code = run("--family", folder.toString(), "--parts", "--out", folder + "/small");

        // then
        assertRefused(code, "cannot read " + folder + "/family.json: no such file or folder");
    }

    @Test
    void quantize_dataThatIsNotThere_isRefused() {
        // when
        int code = run("--family", PARTS.toString(), "--data", folder + "/none", "--out", folder + "/small");

        // then
        assertRefused(code, folder + "/none: no such folder or zip file");
    }

    @Test
    void quantize_diskFullAtAModel_isTheMachinesFaultAndDescribesNoFamily() throws IOException {
        // given
        Path target = Files.createDirectory(folder.resolve("small"));
        Path model = Files.createSymbolicLink(target.resolve("p56.onnx"), Path.of("/dev/full"));

        // when
        int code = run(
                "--family",
                PARTS.toString(),
                "--parts",
                "--out",
                target.toString(),
                "--pictures",
                "1",
                "--measured",
                "1");

        // then
        assertEquals(1, code, err::toString);
        assertTrue(
                err.toString().contains("cannot write " + model + ": No space left on device; free space"),
                err::toString);
        assertFalse(Files.exists(target.resolve("family.json")));
    }

    @Test
    void quantize_noPictures_isRefused() {
        // when
        int code = run("--family", PARTS.toString(), "--parts", "--out", folder + "/small", "--pictures", "0");

        // then
        assertRefused(code, "--pictures is 0, allowed is 1 and more");
    }

    private void assertRefused(int code, String message) {
        assertEquals(2, code, err::toString);
        assertTrue(err.toString().lines().anyMatch(line -> line.startsWith("quantize: " + message)), err::toString);
    }

    private int run(String... arguments) {
        return new OneLineErrors(() -> false)
                .on(new CommandLine(new QuantizeCommand()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
