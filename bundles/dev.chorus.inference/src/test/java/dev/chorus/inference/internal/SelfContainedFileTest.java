package dev.chorus.inference.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.testmodels.ColourClassifier;
import dev.chorus.tools.testmodels.ColourModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX Runtime resolves external data against the working directory: that of a test is the folder of its module. */
class SelfContainedFileTest {

    private static final Path SECRET = Path.of("target", "secret.bin");
    private static final String REFUSAL = "tensor 'hidden' has its data in another file (external data)";

    private final OnnxRuntime runtime = new OnnxRuntime();

    @BeforeEach
    void writeSecret() throws IOException {
        Files.write(SECRET, new byte[64]);
    }

    @AfterEach
    void deleteSecret() throws IOException {
        Files.delete(SECRET);
        assertEquals(0, runtime.openSessions());
    }

    static Stream<Arguments> places() {
        Map<String, ModelProto.Builder> places = new TreeMap<>();
        places.put("initializer", graph(GraphProto.newBuilder().addInitializer(hidden())));
        places.put("constant", graph(GraphProto.newBuilder().addNode(node(tensor(hidden())))));
        SparseTensorProto.Builder values = SparseTensorProto.newBuilder().setValues(hidden());
        SparseTensorProto.Builder indices = SparseTensorProto.newBuilder().setIndices(hidden());
        places.put(
                "sparse constant",
                graph(GraphProto.newBuilder().addNode(node(attribute().setSparseTensor(values)))));
        places.put(
                "sparse constants",
                graph(GraphProto.newBuilder().addNode(node(attribute().addSparseTensors(indices)))));
        places.put("sparse values", graph(GraphProto.newBuilder().addSparseInitializer(values)));
        places.put("sparse indices", graph(GraphProto.newBuilder().addSparseInitializer(indices)));
        places.put(
                "list of tensors",
                graph(GraphProto.newBuilder().addNode(node(attribute().addTensors(hidden())))));
        GraphProto.Builder inner = GraphProto.newBuilder().addNode(node(tensor(hidden())));
        places.put(
                "subgraph",
                graph(GraphProto.newBuilder().addNode(node(attribute().setG(inner)))));
        places.put(
                "list of subgraphs",
                graph(GraphProto.newBuilder().addNode(node(attribute().addGraphs(inner)))));
        FunctionProto.Builder function = FunctionProto.newBuilder().addNode(node(tensor(hidden())));
        places.put("function", graph(GraphProto.newBuilder()).addFunctions(function));
        FunctionProto.Builder defaults = FunctionProto.newBuilder().addAttributeProto(tensor(hidden()));
        places.put("default of a function", graph(GraphProto.newBuilder()).addFunctions(defaults));
        places.put(
                "training",
                graph(GraphProto.newBuilder())
                        .addTrainingInfo(TrainingInfoProto.newBuilder().setInitialization(inner)));
        places.put(
                "algorithm",
                graph(GraphProto.newBuilder())
                        .addTrainingInfo(TrainingInfoProto.newBuilder().setAlgorithm(inner)));
        return places.entrySet().stream()
                .map(place -> Arguments.of(place.getKey(), place.getValue().build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void open_externalDataAnywhere_isRefused(String where, ModelProto model) {
        assertRefused(model.toByteArray(), REFUSAL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void open_networkThatWouldReadAFileOfTheWorkingDirectory_isRefused(boolean sparse) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("leak")
                .addOutput(ValueInfoProto.newBuilder()
                        .setName("content")
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder()
                                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                        .setShape(TensorShapeProto.newBuilder()
                                                .addDim(TensorShapeProto.Dimension.newBuilder()
                                                        .setDimValue(16))))));
        if (sparse) {
            graph.addSparseInitializer(SparseTensorProto.newBuilder()
                            .setValues(hidden())
                            .setIndices(indices())
                            .addDims(16))
                    .addNode(NodeProto.newBuilder()
                            .setOpType("Identity")
                            .addInput("hidden")
                            .addOutput("content"));
        } else {
            graph.addNode(node(tensor(hidden()).setName("value")).toBuilder().addOutput("content"));
        }

        assertRefused(graph(graph).build().toByteArray(), REFUSAL);
    }

    @Test
    void open_tensorInTwoPieces_isRefused() throws IOException {
        // A reader of protobuf merges pieces of one message.
        byte[] first = hidden().toBuilder().clearDataLocation().build().toByteArray();
        byte[] second = TensorProto.newBuilder()
                .setName("hidden")
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .build()
                .toByteArray();
        byte[] constant = field(
                5, concatenated(field(1, "value".getBytes(StandardCharsets.UTF_8)), field(5, first), field(5, second)));

        assertRefused(field(7, field(1, constant)), REFUSAL);
    }

    @Test
    void open_dataLocationAboveTheRangeOfItsType_isRefused() throws IOException {
        // Readers keep the lower 32 bits: 1, which is EXTERNAL.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(8, "hidden");
        out.writeUInt64(14, (1L << 32) + 1);
        out.flush();

        assertRefused(field(7, field(5, bytes.toByteArray())), REFUSAL);
    }

    @Test
    void open_formatOfOnnxRuntime_isRefused() {
        byte[] file = Arrays.copyOf(new byte[] {0x18, 0, 0, 0, 'O', 'R', 'T', 'M'}, 100);

        assertRefused(file, "format is ORT, required is ONNX");
    }

    @Test
    void open_messagesNestedTooDeeply_isRefused() throws IOException {
        byte[] nested = new byte[0];
        for (int depth = 0; depth < 40; depth++) {
            nested = field(1, field(5, field(6, nested)));
        }

        assertRefused(field(7, nested), "no ONNX file, messages are nested deeper than 100");
    }

    @Test
    void check_everyBeginningOfAFile_isReadOrRefused() {
        byte[] whole = ColourClassifier.nchw().onnx();

        for (int length = 0; length < whole.length; length++) {
            assertReadOrRefused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void check_damagedFiles_areReadOrRefused() {
        Random random = new Random(16);
        byte[] whole = new ColourModel().onnx();
        for (int time = 0; time < 20_000; time++) {
            byte[] damaged = whole.clone();
            for (int byteNumber = 0; byteNumber < 3; byteNumber++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertReadOrRefused(damaged);
        }
    }

    @Test
    void check_networksOfOurs_pass() {
        assertDoesNotThrow(() -> SelfContainedFile.check(ColourClassifier.nchw().onnx()));
        assertDoesNotThrow(() -> SelfContainedFile.check(new ColourModel().onnx()));
    }

    private static void assertReadOrRefused(byte[] file) {
        try {
            SelfContainedFile.check(file);
        } catch (ModelRefusedException e) {
            assertTrue(e.getMessage().startsWith("not loadable: "), e.getMessage());
        }
    }

    private void assertRefused(byte[] onnx, String reason) {
        String message = assertThrows(
                        ModelRefusedException.class, () -> runtime.open(onnx).close())
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static ModelProto.Builder graph(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(16))
                .setGraph(graph);
    }

    private static NodeProto node(AttributeProto.Builder attribute) {
        return NodeProto.newBuilder()
                .setOpType("Constant")
                .addAttribute(attribute)
                .build();
    }

    private static AttributeProto.Builder attribute() {
        return AttributeProto.newBuilder().setName("value");
    }

    private static AttributeProto.Builder tensor(TensorProto tensor) {
        return attribute().setType(AttributeType.TENSOR).setT(tensor);
    }

    private static TensorProto hidden() {
        return TensorProto.newBuilder()
                .setName("hidden")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(16)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(SECRET.toString()))
                .build();
    }

    private static TensorProto indices() {
        TensorProto.Builder indices = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(16);
        for (int index = 0; index < 16; index++) {
            indices.addInt64Data(index);
        }
        return indices.build();
    }

    private static byte[] field(int number, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeBytes(number, ByteString.copyFrom(content));
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
