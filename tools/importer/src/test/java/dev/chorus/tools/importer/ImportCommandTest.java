package dev.chorus.tools.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ImportCommandTest {

    @TempDir
    private Path folder;

    private Path onnx;
    private Path labels;
    private Path out;
    private final StringWriter said = new StringWriter();
    private final StringWriter complaints = new StringWriter();

    @BeforeEach
    void writeFiles() throws IOException {
        onnx = Files.write(folder.resolve("net.onnx"), ColourClassifier.nchw().onnx());
        labels = Files.writeString(folder.resolve("labels.txt"), "red\ngreen\nblue\n");
        out = folder.resolve("new/colours");
    }

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
        assertArrayEquals(Files.readAllBytes(onnx), Files.readAllBytes(out.resolve("a.onnx")));
        assertTrue(
                said.toString().startsWith("colours/a: 3 classes, 11 parameters, fusion weight 0.071"),
                said.toString());
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

    static Stream<Arguments> wrongModels() {
        return Stream.of(
                Arguments.of(
                        ColourClassifier.nhwc(), "'images' float32 [1, 16, 16, 3]], allowed is one, float32 [1, 3,"),
                Arguments.of(
                        ColourClassifier.nchw().side(8), "float32 [1, 3, 8, 8]], allowed is one, float32 [1, 3, 16"),
                Arguments.of(ColourClassifier.nchw().openSize(), "float32 [1, 3, ?, ?]], allowed is one"),
                Arguments.of(ColourClassifier.nchw().channels(1), "float32 [1, 1, 16, 16]], allowed is one"),
                Arguments.of(ColourClassifier.nchw().classes(4), "'output' float32 [1, 4], allowed is float32 [1, 3]"),
                Arguments.of(ColourClassifier.nchw().halves(), "float16 [1, 3, 16, 16]], allowed is one"),
                Arguments.of(ColourClassifier.nchw().bytes(), "uint8 [1, 3, 16, 16]], allowed is one, float32"),
                Arguments.of(
                        ColourClassifier.nchw().sharpness(Float.NaN), "output of class 0 is NaN, allowed are finite"),
                Arguments.of(ColourClassifier.nchw().sharpness(0), "does not depend on the picture"),
                Arguments.of(ColourClassifier.nchw().secondInput(), "'temperature' float32 [1]], allowed is one"),
                Arguments.of(
                        ColourClassifier.nchw().externalData(),
                        "weights such as 'weights' are in another file (external data)"));
    }

    @ParameterizedTest
    @MethodSource("wrongModels")
    void import_wrongModel_isRefusedAndNothingIsWritten(ColourClassifier network, String reason) throws IOException {
        Files.write(onnx, network.onnx());

        assertMistake(reason, "--variant", "a");

        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --onnx     | missing.onnx  | missing.onnx, which is not there
            --onnx     | LABELS        | labels.txt: no ONNX file
            --labels   | missing.txt   | missing.txt, which is not there
            --labels   | ONNX          | net.onnx
            --family   | a/b           | family name is 'a/b', allowed are
            --variant  | a b           | variant id is 'a b', allowed are
            --size     | 4             | resolution of variant a is '4', allowed is 8..1024
            --size     | large         | 'large' is not an int
            --layout   | chw           | expected one of [NCHW, NHWC]
            --outputs  | scores        | expected one of [LOGITS, PROBABILITIES]
            --outputs  | probabilities | are these logits?
            --mean     | 0.5,0.5       | --mean is '[0.5, 0.5]', allowed are three numbers
            --mean     | a,b,c         | 'a' is not a double
            --mean     |               | --mean is absent, allowed are three numbers
            --std      | 0,1,1         | std is '[0.0, 1.0, 1.0]', allowed are numbers above 0
            --type     | uint8         | allowed are none with --type uint8
            --alpha    | 0             | alpha of variant a is '0.0', allowed is above 0
            --weight   | -1            | weight of variant a is '-1.0', allowed is above 0
            --family-version | one     | version of family colours is 'one', allowed is major.minor.micro
            --out      | LABELS        | which is a file; allowed is a folder
            """)
    void import_mistakenOption_isRefused(String option, String value, String reason) {
        String path = value == null
                ? null
                : value.replace("LABELS", labels.toString()).replace("ONNX", onnx.toString());

        assertMistake(reason, option, path);

        assertFalse(Files.exists(out));
    }

    @Test
    void import_intoAFolderOfRubbish_isRefused() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("family.json"), "{}");

        assertMistake("family.json: labels are 0", "--variant", "a");
    }

    @Test
    void import_nameOfAnotherVariantsModel_isRefused() throws IOException {
        assertImported("--variant", "a");
        String json = Files.readString(out.resolve("family.json"));
        Files.writeString(out.resolve("family.json"), json.replace("\"a.onnx\"", "\"b.onnx\""));

        assertMistake("b.onnx is the model of variant 'a'", "--variant", "b");
    }

    private Family family() throws IOException {
        return FamilyJson.read(Files.readString(out.resolve("family.json")));
    }

    private void assertImported(String... changes) {
        assertEquals(0, call(changes), complaints.toString());
    }

    private void assertMistake(String reason, String... changes) {
        assertEquals(2, call(changes), said.toString());
        assertTrue(complaints.toString().contains(reason), complaints.toString());
        assertEquals(1, complaints.toString().strip().lines().count(), complaints.toString());
    }

    /** Imports the good model with options changed: names and values in turn, null takes an option away. */
    private int call(String... changes) {
        List<String> arguments = new ArrayList<>(List.of(
                "--onnx",
                onnx.toString(),
                "--labels",
                labels.toString(),
                "--out",
                out.toString(),
                "--family",
                "colours",
                "--variant",
                "a",
                "--layout",
                "nchw",
                "--size",
                "16",
                "--mean",
                "0.5,0.5,0.5",
                "--std",
                "0.25,0.25,0.25",
                "--outputs",
                "logits"));
        List<String> wanted = new ArrayList<>(Arrays.asList(changes));
        boolean replace = wanted.remove("--replace");
        for (int at = 0; at < wanted.size(); at += 2) {
            int old = arguments.indexOf(wanted.get(at));
            if (old >= 0) {
                arguments.subList(old, old + 2).clear();
            }
            if (wanted.get(at + 1) != null) {
                arguments.addAll(wanted.subList(at, at + 2));
            }
        }
        if (replace) {
            arguments.add("--replace");
        }
        complaints.getBuffer().setLength(0);
        said.getBuffer().setLength(0);
        return new CommandLine(new ImportCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(said))
                .setParameterExceptionHandler((mistake, args) -> {
                    complaints.append(mistake.getMessage());
                    return mistake.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
                })
                .execute(arguments.toArray(String[]::new));
    }
}
