package dev.chorus.inference.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.chorus.tools.testmodels.ResizeModel;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizerTest {

    @ParameterizedTest
    @CsvSource({"96, 96, 24", "96, 96, 40", "97, 61, 32", "640, 480, 224", "20, 30, 48", "32, 32, 32", "1, 1, 8"})
    void resize_anySize_givesTheBytesOfOnnxRuntime(int width, int height, int side) throws OrtException {
        // given
        byte[] rgb = new byte[width * height * 3];
        new Random(11).nextBytes(rgb);
        Picture picture = Picture.of(width, height, rgb);

        // when
        byte[] ours = new byte[side * side * 3];
        new Resizer(width, height, side).resize(picture.rgb(), ours);
        byte[] oursOfHeap = new Resizer(width, height, side).resize(rgb);

        // then
        assertArrayEquals(resizedByOnnxRuntime(picture, side), ours);
        assertArrayEquals(ours, oursOfHeap);
    }

    private static byte[] resizedByOnnxRuntime(Picture picture, int side) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, picture.height(), picture.width(), 3};
        try (OrtSession session = environment.createSession(ResizeModel.onnx(side));
                OnnxTensor input = OnnxTensor.createTensor(environment, picture.rgb(), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("picture", input))) {
            ByteBuffer bytes = ((OnnxTensor) result.get(0)).getByteBuffer();
            byte[] target = new byte[bytes.remaining()];
            bytes.get(target);
            return target;
        }
    }
}
