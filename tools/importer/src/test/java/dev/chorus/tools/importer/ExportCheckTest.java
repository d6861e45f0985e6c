package dev.chorus.tools.importer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.chorus.core.family.ModelInterface.Outputs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With graphs of the forms that torch.onnx.export of PyTorch 1.13 writes. */
class ExportAgreementTest {

    private static final TensorProto YES =
            flag().setRawData(ByteString.copyFrom(new byte[] {1})).build();
    private static final TensorProto NO =
            flag().setRawData(ByteString.copyFrom(new byte[1])).build();
    private static final TensorProto YES_AS_NUMBER = flag().addInt32Data(1).build();

    private final GraphProto.Builder graph = GraphProto.newBuilder().addOutput(value("out", DataType.FLOAT_VALUE));

    @Test
    void refuseTrainingMode_networkInUse_passes() {
        graph.addNode(node("BatchNormalization", "x").addOutput("a").addAttribute(whole("training_mode", 0)));
        graph.addNode(node("Dropout", "a").addOutput("b").addOutput("mask"));
        graph.addNode(node("Dropout", "b", "ratio", "flag").addOutput("out"));
        graph.addInitializer(NO);

        assertDoesNotThrow(() -> check().refuseTrainingMode());
    }

    @Test
    void refuseTrainingMode_normalisationByItsInput_isRefused() {
        graph.addNode(node("BatchNormalization", "x").addOutput("out").addAttribute(whole("training_mode", 1)));

        assertRefused("BatchNormalization 'it' is as in training", () -> check().refuseTrainingMode());
    }

    @Test
    void refuseTrainingMode_normalizationInAFunctionOrASubgraph_isRefused() {
        NodeProto training = node("BatchNormalization", "x")
                .addOutput("out")
                .addAttribute(whole("training_mode", 1))
                .build();
        ModelProto inFunction = ModelProto.newBuilder()
                .addFunctions(FunctionProto.newBuilder().addNode(training))
                .build();
        graph.addNode(node("If", "condition")
                .addOutput("either")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("then_branch")
                        .setG(GraphProto.newBuilder().addNode(training))));

        assertRefused(
                "BatchNormalization 'it' is as in training", () -> new ExportCheck(inFunction).refuseTrainingMode());
        assertRefused("BatchNormalization 'it' is as in training", () -> check().refuseTrainingMode());
    }

    @Test
    void refuseTrainingMode_normalisationBeforeOpset14_isKnownByItsOutputs() {
        graph.addNode(node("BatchNormalization", "x").addAllOutput(List.of("out", "mean", "var", "m", "v")));

        assertRefused("BatchNormalization 'it' is as in training", () -> check().refuseTrainingMode());
    }

    @Test
    void refuseTrainingMode_dropout_isRefusedWhereverItsFlagIs() {
        graph.addNode(node("Dropout", "x", "ratio", "flag").addOutput("out"));
        GraphProto.Builder withConstant = graph.clone()
                .addNode(node("Constant")
                        .addOutput("flag")
                        .addAttribute(
                                AttributeProto.newBuilder().setName("value").setT(YES)));

        assertDoesNotThrow(() -> check().refuseTrainingMode());
        for (GraphProto.Builder with : List.of(
                withConstant, graph.clone().addInitializer(YES), graph.clone().addInitializer(YES_AS_NUMBER))) {
            assertRefused(
                    "Dropout 'it' is as in training",
                    () -> new ExportCheck(ModelProto.newBuilder().setGraph(with).build()).refuseTrainingMode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Softmax", "QLinearSoftmax"})
    void refuseSoftmaxBefore_logits_areRefusedThroughWhatKeepsThem(String softmax) {
        graph.addNode(node(softmax, "x").addOutput("a"));
        graph.addNode(node("Clip", "a").addOutput("b"));
        graph.addNode(node("Reshape", "b", "shape").addOutput("out"));

        assertRefused(
                "output 'out' comes out of a softmax, --outputs is logits; allowed is probabilities",
                () -> check().refuseSoftmaxBefore(Outputs.LOGITS));
        assertDoesNotThrow(() -> check().refuseSoftmaxBefore(Outputs.PROBABILITIES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LogSoftmax", "Gemm"})
    void refuseSoftmaxBefore_softmaxInside_passes(String last) {
        graph.addNode(node("Softmax", "x").addOutput("attention"));
        graph.addNode(node(last, "attention").addOutput("out"));

        assertDoesNotThrow(() -> check().refuseSoftmaxBefore(Outputs.LOGITS));
    }

    @Test
    void refuseSoftmaxBefore_brokenGraph_ends() {
        graph.addNode(node("Identity", "out").addOutput("out"));
        assertDoesNotThrow(() -> check().refuseSoftmaxBefore(Outputs.LOGITS));

        graph.setNode(0, node("Identity").addOutput("out"));
        assertDoesNotThrow(() -> check().refuseSoftmaxBefore(Outputs.LOGITS));
    }

    private ExportCheck check() {
        return new ExportCheck(ModelProto.newBuilder().setGraph(graph).build());
    }

    private static void assertRefused(String reason, Executable check) {
        String message = assertThrows(IllegalArgumentException.class, check).getMessage();
        assertTrue(message.startsWith(reason), message);
    }

    private static NodeProto.Builder node(String type, String... inputs) {
        return NodeProto.newBuilder().setName("it").setOpType(type).addAllInput(List.of(inputs));
    }

    private static AttributeProto.Builder whole(String name, int value) {
        return AttributeProto.newBuilder().setName(name).setI(value);
    }

    private static TensorProto.Builder flag() {
        return TensorProto.newBuilder().setName("flag").setDataType(DataType.BOOL_VALUE);
    }

    private static ValueInfoProto value(String name, int type) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type)))
                .build();
    }
}
