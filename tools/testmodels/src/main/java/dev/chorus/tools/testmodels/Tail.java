package dev.chorus.tools.testmodels;

import static dev.chorus.tools.testmodels.Protos.longs;
import static dev.chorus.tools.testmodels.Protos.node;
import static dev.chorus.tools.testmodels.Protos.scalar;
import static dev.chorus.tools.testmodels.Protos.whole;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;

/** Ends of a network, behind its logits, that its last node does not show. */
public enum Tail {

    /** The logits as they are. */
    PLAIN,

    /** A softmax of basic operators. */
    WRITTEN_OUT_SOFTMAX,

    /** A softmax in a function of the model. */
    SOFTMAX_FUNCTION,

    /** A softmax on bytes. */
    QUANTIZED_SOFTMAX,

    /** A softmax whose numbers are kept away from 0 and 1. */
    CLIPPED_SOFTMAX,

    /** Normal noise is added. */
    NOISE,

    /** As {@link #NOISE}, from a seed in the file. */
    SEEDED_NOISE,

    /** Dropout that is on, in a function of the model. Its mask is used, or ONNX Runtime would leave it out. */
    DROPOUT_FUNCTION;

    private static final String DOMAIN = "chorus.test";
    private static final String MICROSOFT = "com.microsoft";

    /** Whether it gives probabilities. */
    public boolean isSoftmax() {
        return switch (this) {
            case WRITTEN_OUT_SOFTMAX, SOFTMAX_FUNCTION, QUANTIZED_SOFTMAX, CLIPPED_SOFTMAX -> true;
            default -> false;
        };
    }

    List<NodeProto.Builder> nodes(String from, String to) {
        return switch (this) {
            case PLAIN -> List.of(node("Identity", to, from));
            case WRITTEN_OUT_SOFTMAX -> List.of(
                    node("Exp", "powers", from),
                    node("ReduceSum", "total", "powers", "last").addAttribute(whole("keepdims", 1)),
                    node("Div", to, "powers", "total"));
            case SOFTMAX_FUNCTION, DROPOUT_FUNCTION -> List.of(
                    node(name(), to, from).setDomain(DOMAIN));
            case QUANTIZED_SOFTMAX -> List.of(
                    node("QuantizeLinear", "bytes", from, "step", "zero"),
                    node("QLinearSoftmax", "shares8", "bytes", "step", "zero", "share", "zero")
                            .setDomain(MICROSOFT)
                            .addAttribute(whole("axis", -1))
                            .addAttribute(whole("opset", 13)),
                    node("DequantizeLinear", to, "shares8", "share", "zero"));
            case CLIPPED_SOFTMAX -> List.of(
                    node("Softmax", "unclipped", from), node("Clip", to, "unclipped", "least", "most"));
            case NOISE -> List.of(node("RandomNormalLike", "noise", from), node("Add", to, from, "noise"));
            case SEEDED_NOISE -> List.of(
                    node("RandomNormalLike", "noise", from)
                            .addAttribute(AttributeProto.newBuilder()
                                    .setName("seed")
                                    .setType(AttributeProto.AttributeType.FLOAT)
                                    .setF(7)),
                    node("Add", to, from, "noise"));
        };
    }

    List<TensorProto> initializers() {
        return switch (this) {
            case WRITTEN_OUT_SOFTMAX -> List.of(longs("last", -1));
            case QUANTIZED_SOFTMAX -> List.of(
                    scalar("step", 0.05f), scalar("share", 1 / 256f), Protos.zeroByte("zero"));
            case CLIPPED_SOFTMAX -> List.of(scalar("least", 0.001f), scalar("most", 0.999f));
            default -> List.of();
        };
    }

    /** Adds what belongs to the model and not to its graph. */
    byte[] complete(byte[] onnx) {
        FunctionProto.Builder function = FunctionProto.newBuilder()
                .setName(name())
                .setDomain(DOMAIN)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18))
                .addInput("given")
                .addOutput("made");
        switch (this) {
            case SOFTMAX_FUNCTION -> function.addNode(node("Softmax", "made", "given"));
            case DROPOUT_FUNCTION -> function.addNode(constant("ratio", scalar("", 0.5f)))
                    .addNode(constant("training", Protos.yes()))
                    .addNode(node("Dropout", "dropped", "given", "ratio", "training")
                            .addOutput("mask"))
                    .addNode(node("Cast", "kept", "mask").addAttribute(whole("to", Protos.FLOAT)))
                    .addNode(node("Mul", "made", "dropped", "kept"));
            case QUANTIZED_SOFTMAX -> {
                return with(onnx, MICROSOFT).build().toByteArray();
            }
            default -> {
                return onnx;
            }
        }
        return with(onnx, DOMAIN).addFunctions(function).build().toByteArray();
    }

    private static NodeProto.Builder constant(String output, TensorProto value) {
        return node("Constant", output)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("value")
                        .setType(AttributeProto.AttributeType.TENSOR)
                        .setT(value));
    }

    private static ModelProto.Builder with(byte[] onnx, String domain) {
        try {
            return ModelProto.parseFrom(onnx).toBuilder()
                    .addOpsetImport(
                            OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("what was written cannot be read", e);
        }
    }
}
