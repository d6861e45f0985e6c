package dev.chorus.tools.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.ModelInterface.Layout;
import dev.chorus.core.family.ModelInterface.Outputs;
import dev.chorus.core.family.Variant;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports files of the structures that exporters write, with as few options as they need. */
class ImportExportsTest extends ImportFixture {

    private static final String[] FOUND = {"--layout", null, "--size", null, "--outputs", null};

    static Stream<Arguments> exports() {
        return Stream.of(
                Arguments.of("planes", Exports.planes(), Layout.NCHW, Outputs.LOGITS),
                Arguments.of("open batch", Exports.planes().input(-1, 3, 16, 16), Layout.NCHW, Outputs.LOGITS),
                Arguments.of("keras", Exports.keras(), Layout.NHWC, Outputs.PROBABILITIES),
                Arguments.of("halves", Exports.planes().numbers(DataType.FLOAT16_VALUE), Layout.NCHW, Outputs.LOGITS),
                Arguments.of("doubles", Exports.planes().numbers(DataType.DOUBLE_VALUE), Layout.NCHW, Outputs.LOGITS),
                Arguments.of("half weights", Exports.planes().halfWeights(), Layout.NCHW, Outputs.LOGITS),
                Arguments.of("mapped", Exports.planes().mapped(), Layout.NCHW, Outputs.LOGITS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exports")
    void import_export_findsItsFormAndClassifies(String what, Exports export, Layout layout, Outputs outputs)
            throws Exception {
        Files.write(onnx, export.onnx());

        assertImported(FOUND);

        Classifier form = (Classifier) variant().modelInterface();
        assertEquals(
                List.of(layout, outputs, 16),
                List.of(form.layout(), form.outputs(), variant().resolution()));
        assertClassifies();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void import_modelOfScikitLearn_takesPicturesAndItsOwnLabels(boolean zipMap) throws Exception {
        Files.write(onnx, Exports.scikitLearn(zipMap).onnx());

        assertImported("--layout", "nhwc", "--size", null, "--outputs", null, "--labels", null);

        assertEquals(List.of("red", "green", "blue"), family().labelSet().labels());
        assertTrue(said.toString().contains("of 2 outputs, 'probabilities' counts"), said.toString());
        assertClassifies();
    }

    @Test
    void import_modelOfScikitLearnWithoutLayout_asksForIt() throws Exception {
        Files.write(onnx, Exports.scikitLearn(true).onnx());

        assertMistake("--layout must be given: input 'X' float32 [?, 768] is a row of samples", "--layout", null);
    }

    static IntStream opsets() {
        return IntStream.rangeClosed(7, OnnxFile.MAX_OPSET);
    }

    @ParameterizedTest
    @MethodSource("opsets")
    void import_everyOpset_classifies(int opset) throws Exception {
        Files.write(onnx, Exports.planes().opset(opset).onnx());

        assertImported();

        assertClassifies();
    }

    @Test
    void import_newerOpset_isRefusedNamingTheNewest() throws Exception {
        byte[] newer = Exports.planes().opset(OnnxFile.MAX_OPSET + 1).onnx();
        Files.write(onnx, newer);
        assertThrows(ModelRefusedException.class, () -> new OnnxRuntime().open(newer));

        assertMistake("opset must be at most 26, which ONNX Runtime on gateways has, was 27");
    }

    @Test
    void import_shapesThatTellNothing_askForAnOption() throws Exception {
        Files.write(onnx, Exports.planes().input(-1, -1, -1, -1).onnx());
        assertMistake("--layout must be given, nchw or nhwc: input 'x' float32 [?, ?, ?, ?]", "--layout", null);

        Files.write(onnx, Exports.planes().input(-1, 3, -1, -1).onnx());
        assertMistake("--size must be given, 8 to 1024: input 'x' float32 [?, 3, ?, ?]", FOUND);

        Files.write(onnx, Exports.planes().input(1, 3, 16, 24).onnx());
        assertMistake("input must be a square: [1, 3, N, N] (nchw), [1, N, N, 3] (nhwc) or [1, 3 * N * N]", FOUND);

        Files.write(onnx, Exports.planes().input(1, 1, 28, 28).onnx());
        assertMistake("input must have three colors: [1, 3, N, N] (nchw)", FOUND);

        assertFalse(Files.exists(out));
    }

    @Test
    void import_otherNumbers_areRefusedNamingTheAccepted() throws Exception {
        Files.write(onnx, Exports.planes().numbers(DataType.INT64_VALUE).onnx());

        assertMistake("input must be float32, float16, float64 or uint8, was 'x' int64");
    }

    @Test
    void import_shapeOfMoreNumbersThanALongCounts_isRefused() throws Exception {
        Exports export = Exports.planes()
                .graph(graph -> graph.addInitializer(Exports.weights().toBuilder()
                        .setName("more")
                        .addDims(1L << 40)
                        .addDims(1L << 40)));
        Files.write(onnx, export.onnx());

        assertMistake("net.onnx: long overflow");
    }

    @Test
    void import_ultralyticsMetadata_namesTheClasses() throws Exception {
        Files.write(
                onnx,
                Exports.planes()
                        .metadata("names", "{0: 'rot', 1: 'grün', 2: 'blau'}")
                        .onnx());

        assertImported("--labels", null);

        assertEquals(List.of("rot", "grün", "blau"), family().labelSet().labels());
        assertTrue(said.toString().contains("labels are those of the model's metadata 'names'"), said.toString());
    }

    @Test
    void import_noLabelsAnywhere_asksForThem() throws Exception {
        Files.write(onnx, Exports.planes().metadata("names", "7").onnx());

        assertMistake("--labels must be given: " + onnx + " has no class names in its metadata", "--labels", null);
    }

    @Test
    void import_labelsThatContradictTheMetadata_areReported() throws Exception {
        Files.write(onnx, Exports.planes().metadata("classes", "red,blue,green").onnx());

        assertImported();

        assertTrue(
                complaints()
                        .contains("WARNING: class 1 is 'green' in " + labels + " and 'blue' in the model's metadata"
                                + " 'classes', and 1 more differ: the same names in another order"),
                complaints());

        Files.write(
                onnx, Exports.planes().metadata("classes", "[\"red\",\"blue\"]").onnx());
        assertImported("--variant", "b");
        assertTrue(complaints().contains("has 3 labels, the model's metadata 'classes' has 2"), complaints());

        Files.write(
                onnx, Exports.planes().metadata("classes", "red\ngreen\nblue").onnx());
        assertImported("--variant", "c");
        assertEquals("", complaints());
    }

    @Test
    void import_headerAndNumbersOfTheLabels_areSaid() throws Exception {
        Files.write(onnx, Exports.planes().onnx());
        Files.writeString(labels, "id,label\r\n0,red\r\n1,green\r\n2,blue\r\n");

        assertImported();

        assertEquals(List.of("red", "green", "blue"), family().labelSet().labels());
        assertTrue(said.toString().startsWith("the header line 'id,label' of the labels is left out"), said.toString());
    }

    @Test
    void import_unchangedFile_isCopiedAsItIs() throws Exception {
        Files.write(onnx, Exports.planes().onnx());

        assertImported(FOUND);

        assertArrayEquals(Files.readAllBytes(onnx), Files.readAllBytes(out.resolve("a.onnx")));
        assertTrue(
                said.toString().contains("found in the model: layout nchw, size 16, outputs logits"), said.toString());
    }

    private Variant variant() throws IOException {
        return family().variants().get(0);
    }

    private void assertClassifies() throws Exception {
        byte[] model = Files.readAllBytes(out.resolve(variant().model()));
        LoadedModel loaded = new OnnxRuntime().load(family(), variant(), "here", model);
        try {
            for (int color = 0; color < 3; color++) {
                byte[] rgb = new byte[20 * 10 * 3];
                for (int at = color; at < rgb.length; at += 3) {
                    rgb[at] = (byte) 200;
                }
                assertEquals(color, loaded.classify(Picture.of(20, 10, rgb)).classAt(0));
            }
        } finally {
            loaded.session().close();
        }
    }
}
