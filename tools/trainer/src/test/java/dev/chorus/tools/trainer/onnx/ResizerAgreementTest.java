package dev.chorus.tools.trainer.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.chorus.inference.api.Resizer;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is learned from must be what is asked about: our resizing against ONNX Runtime's, byte by byte. */
class ResizerAgreementTest {

    @ParameterizedTest
    @CsvSource({"96, 96, 24", "96, 96, 40", "96, 96, 48", "97, 61, 32", "640, 480, 40", "20, 30, 48", "32, 32, 32"})
    void resize_anySize_givesTheBytesOfOnnxRuntime(int width, int height, int side) throws OrtException {
        // given
        byte[] picture = new byte[width * height * 3];
        new Random(11).nextBytes(picture);

        // when
        byte[] ours = new Resizer(width, height, side).resize(picture);

        // then
        assertArrayEquals(resizedByOnnxRuntime(picture, width, height, side), ours);
    }

    private static byte[] resizedByOnnxRuntime(byte[] picture, int width, int height, int side) throws OrtException {
        GraphBuilder graph = new GraphBuilder("resize");
        graph.input("picture", DataType.UINT8, 1, "height", "width", 3);
        String resized = OnnxWriter.resized(graph, side);
        graph.output(resized, DataType.UINT8, 1, side, side, 3);
        byte[] model = ModelProto.newBuilder()
                .setIrVersion(9)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18))
                .setGraph(graph.build())
                .build()
                .toByteArray();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(picture.length).put(picture).flip();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input = OnnxTensor.createTensor(
                        environment, pixels, new long[] {1, height, width, 3}, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("picture", input))) {
            ByteBuffer bytes = ((OnnxTensor) result.get(0)).getByteBuffer();
            byte[] target = new byte[bytes.remaining()];
            bytes.get(target);
            return target;
        }
    }
}
