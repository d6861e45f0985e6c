package dev.chorus.tools.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.Framing;
import dev.chorus.core.family.Framing.Resize;
import dev.chorus.core.family.Framing.Smoothing;
import dev.chorus.core.family.ModelInterface.Channels;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.ModelInterface.Layout;
import dev.chorus.core.family.ModelInterface.Outputs;
import dev.chorus.core.family.ModelInterface.Pixels;
import dev.chorus.core.family.Variant;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.testmodels.ColourClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportCommandTest extends ImportFixture {

    @Test
    void import_firstModel_makesAFamily() throws IOException {
        assertImported("--variant", "a");

        Family family = family();
        Variant variant = family.variants().get(0);
        assertEquals("1.0.0", family.version());
        assertEquals(List.of("red", "green", "blue"), family.labelSet().labels());
        assertEquals(3, variant.k());
        assertEquals(16 / 224.0, variant.weight(), 1e-12);
        // The axes of ReduceMean are an initializer, too.
        assertEquals(ColourClassifier.nchw().parameters() + 2, variant.parameters());
        assertEquals(
                new Classifier(
                        Layout.NCHW,
                        new Pixels.Normalised(new Channels(0.5, 0.5, 0.5), new Channels(0.25, 0.25, 0.25)),
                        Outputs.LOGITS),
                variant.modelInterface());
        assertEquals(Fit.NONE, variant.fit());
        assertArrayEquals(Files.readAllBytes(onnx), Files.readAllBytes(out.resolve("a.onnx")));
        assertTrue(
                said.toString().startsWith("colours/a: 3 classes, 11 parameters, fusion weight 0.071"),
                said.toString());
    }

    @Test
    void import_framing_isInFamilyJson() throws IOException {
        assertImported("--resize", "fit-shortest", "--crop", "0.875", "--smoothing", "bilinear");
        assertImported("--variant", "b", "--resize", "letterbox", "--padding", "0");

        assertEquals(
                List.of(
                        new Framing(Resize.FIT_SHORTEST, 0.875, Smoothing.BILINEAR, 114),
                        new Framing(Resize.LETTERBOX, 1, Smoothing.NONE, 0)),
                family().variants().stream()
                        .map(variant -> ((Classifier) variant.modelInterface()).framing())
                        .toList());
    }

    @Test
    void import_withAGroup_letsItReadAndNobodyElse() throws IOException {
        String group =
                Files.readAttributes(onnx, PosixFileAttributes.class).group().getName();

        assertImported("--group", group);

        assertEquals("rwxr-x---", mode(out));
        for (String file : List.of("a.onnx", "family.json")) {
            assertEquals("rw-r-----", mode(out.resolve(file)));
            assertEquals(
                    group,
                    Files.readAttributes(out.resolve(file), PosixFileAttributes.class)
                            .group()
                            .getName());
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void import_diskFullAtTheModel_isTheMachinesFaultAndDescribesNoFamily() throws IOException {
        Path model = Files.createSymbolicLink(Files.createDirectories(out).resolve("a.onnx"), Path.of("/dev/full"));

        assertMachineFailure(
                "import: cannot write " + model + ": No space left on device; free space or choose another place",
                "--variant",
                "a");

        assertFalse(Files.exists(out.resolve("family.json")));
    }

    @Test
    void import_intoAFileInTheWay_isAMistake() throws IOException {
        Path file = Files.createFile(Files.createDirectories(out).resolve("file"));

        assertMistake(file + " is a file, required is a folder", "--out", file.resolve("family") + "");
    }

    @Test
    void import_severalOutputs_saysWhichCounts() throws IOException {
        Files.write(onnx, ColourClassifier.nchw().openSize().secondOutput().onnx());

        assertImported("--variant", "a");

        assertTrue(said.toString().startsWith("of 2 outputs, the first counts: output"), said.toString());
    }

    @Test
    void import_moreModels_joinTheFamilyUnderANewVersion() throws IOException {
        assertImported("--variant", "a");
        Files.write(onnx, ColourClassifier.nhwc().side(32).softmax().onnx());
        assertImported(
                "--variant", "b", "--layout", "nhwc", "--size", "32", "--outputs", "probabilities", "--weight", "2.5");
        Files.write(onnx, ColourClassifier.nchw().bytes().sharpness(0.1f).onnx());
        assertImported("--variant", "c", "--type", "uint8", "--mean", null, "--std", null);

        assertEquals("1.2.0", family().version());
        assertEquals(
                List.of("a", "b", "c"),
                family().variants().stream().map(Variant::id).toList());
        assertEquals(2.5, family().variants().get(1).weight());
    }

    @Test
    void import_family_classifiesWithEachMember() throws Exception {
        import_moreModels_joinTheFamilyUnderANewVersion();
        byte[] rgb = new byte[20 * 10 * 3];
        for (int at = 1; at < rgb.length; at += 3) {
            rgb[at] = (byte) 200;
        }

        for (Variant variant : family().variants()) {
            byte[] model = Files.readAllBytes(out.resolve(variant.model()));
            LoadedModel loaded = new OnnxRuntime().load(family(), variant, "here", model);
            TopK topK = loaded.classify(Picture.of(20, 10, rgb));
            loaded.session().close();

            assertEquals(1, topK.classAt(0), variant.id());
        }
    }

    @Test
    void import_sameIdAgain_needsReplace() throws IOException {
        assertImported("--variant", "a");
        assertImported("--variant", "b");
        assertMistake("variant 'a' is in " + out + " already; --replace", "--variant", "a");

        assertImported("--variant", "a", "--weight", "3", "--replace");

        assertEquals(
                List.of("a", "b"), family().variants().stream().map(Variant::id).toList());
        assertEquals(3, family().variants().get(0).weight());
    }

    @Test
    void import_versionGiven_mustBeAboveTheOldOne() throws IOException {
        assertImported("--variant", "a", "--family-version", "2.0.0");
        assertMistake("--family-version is '1.9.9', allowed is above", "--variant", "b", "--family-version", "1.9.9");
        assertMistake("--family-version is '2.0.0', allowed is above", "--variant", "b", "--family-version", "2.0.0");

        assertImported("--variant", "b", "--family-version", "2.0.1");

        assertEquals("2.0.1", family().version());
    }

    @Test
    void import_otherLabels_areRefusedNamingTheFirst() throws IOException {
        assertImported("--variant", "a");
        Files.writeString(labels, "[\"red\", \"blue\", \"green\"]");
        assertMistake("label 1 is 'blue', allowed is that of " + out + ", 'green'", "--variant", "b");

        Files.writeString(labels, "[\"red\", \"green\", \"blue\"]");
        assertImported("--variant", "b");
    }
}
