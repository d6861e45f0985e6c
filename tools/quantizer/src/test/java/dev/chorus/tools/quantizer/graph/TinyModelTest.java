package dev.chorus.tools.quantizer.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chorus.inference.api.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every number in the quantised graph of {@link TinyModel} is known beforehand. */
class TinyModelTest {

    private static final Picture RED = Picture.of(1, 1, new byte[] {(byte) 255, 0, 0});
    private static final Picture GREEN = Picture.of(1, 1, new byte[] {0, (byte) 255, 0});
    private static final Picture BLUE = Picture.of(1, 1, new byte[] {0, 0, (byte) 255});

    /** What the first channel makes of red: the greatest number behind the convolution. */
    private static final float GREATEST_FEATURE = 255 * 64 / 64f - 10;

    @Test
    void weights_ofEachChannel_becomeBytesOfItsOwnScale() throws InvalidProtocolBufferException {
        // when
        GraphProto graph = quantised().getGraph();

        // then
        NodeProto weights = producer(graph, only(graph, "Conv").getInput(1));
        assertEquals("DequantizeLinear", weights.getOpType());
        assertArrayEquals(
                TinyModel.WEIGHT_BYTES,
                constant(graph, weights.getInput(0)).getRawData().toByteArray());
        TensorProto scales =
                constant(graph, producer(graph, weights.getInput(1)).getInput(0));
        assertEquals(DataType.FLOAT16.getNumber(), scales.getDataType());
        for (int channel = 0; channel < TinyModel.SCALES.length; channel++) {
            assertEquals(HalfFloats.bits(TinyModel.SCALES[channel]), raw(scales).getShort(Short.BYTES * channel));
        }
    }

    @Test
    void values_thatPicturesWereShownFor_becomeBytesOfTheirRange() throws InvalidProtocolBufferException {
        // when
        GraphProto graph = quantised().getGraph();

        // then
        NodeProto convolution = only(graph, "Conv");
        NodeProto pixels =
                producer(graph, producer(graph, convolution.getInput(0)).getInput(0));
        assertEquals(1f, step(graph, pixels), "pixels are bytes already");
        NodeProto features = reader(graph, convolution.getOutput(0));
        assertEquals("QuantizeLinear", features.getOpType());
        assertEquals(GREATEST_FEATURE / 255, step(graph, features), 1e-6f);
        assertEquals(0, raw(constant(graph, features.getInput(2))).get(), "which makes the Relu needless");
        assertTrue(
                graph.getNodeList().stream().noneMatch(node -> node.getOpType().equals("Relu")));
    }

    @Test
    void probabilities_ofTheQuantisedModel_areNearTheOriginals() throws OrtException, InvalidProtocolBufferException {
        // given
        byte[] original = TinyModel.model().toByteArray();
        byte[] quantised = quantised().toByteArray();

        // when
        List<float[]> real = Ort.probabilities(original, List.of(RED, GREEN), 2);
        List<float[]> now = Ort.probabilities(quantised, List.of(RED, GREEN), 2);

        // then
        assertArrayEquals(real.get(0), now.get(0), 0.02f);
        assertArrayEquals(real.get(1), now.get(1), 0.02f);
        assertNotEquals(now.get(0)[0] > 0.5, now.get(1)[0] > 0.5);
    }

    @Test
    void graph_loadedByOnnxRuntime_computesWithIntegers(@TempDir Path folder) throws OrtException, IOException {
        // when
        Map<String, Long> operators = Ort.optimised(quantised().toByteArray(), folder);

        // then
        assertEquals(1, operators.get("QLinearConv"), operators::toString);
        assertEquals(1, operators.get("QGemm"), operators::toString);
        assertTrue(!operators.containsKey("Conv") && !operators.containsKey("Gemm"), operators::toString);
    }

    private static ModelProto quantised() throws InvalidProtocolBufferException {
        try (ModelQuantizer quantizer = new ModelQuantizer(TinyModel.model().toByteArray())) {
            List.of(RED, GREEN, BLUE).forEach(quantizer::show);
            return ModelProto.parseFrom(quantizer.quantised());
        }
    }

    private static float step(GraphProto graph, NodeProto quantize) {
        return raw(constant(graph, quantize.getInput(1))).getFloat();
    }

    private static ByteBuffer raw(TensorProto tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static NodeProto only(GraphProto graph, String operator) {
        List<NodeProto> all = graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .toList();
        assertEquals(1, all.size());
        return all.get(0);
    }

    private static NodeProto producer(GraphProto graph, String value) {
        return graph.getNodeList().stream()
                .filter(node -> node.getOutputList().contains(value))
                .findFirst()
                .orElseThrow();
    }

    private static NodeProto reader(GraphProto graph, String value) {
        return graph.getNodeList().stream()
                .filter(node -> node.getInputList().contains(value))
                .findFirst()
                .orElseThrow();
    }

    private static TensorProto constant(GraphProto graph, String name) {
        return graph.getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
