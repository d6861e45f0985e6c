package dev.chorus.tools.quantizer.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.Picture;
import dev.chorus.inference.internal.ProcessEnvironment;
import dev.chorus.inference.internal.SelfContainedFile;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Runs the original graph with values inside it as further outputs and counts the numbers they take. Owns a session until closed;
 * belongs to one thread.
 */
final class ActivationRanges implements AutoCloseable {

    private static final int PICTURE_RANK = 4;

    private final OrtEnvironment environment;
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();
    private final OrtSession session;
    private final String input;
    private int shown;

    /**
     * @param model as it was trained
     * @param values float values inside its graph
     * @throws OrtException if ONNX Runtime refuses the model
     * @throws IllegalArgumentException if the model does not take pictures or has data in another file, or ONNX Runtime
     *     cannot be loaded
     */
    ActivationRanges(ModelProto model, Set<String> values) throws OrtException {
        values.forEach(value -> histograms.put(value, new Histogram()));
        byte[] onnx = exposing(model, values);
        try {
            environment = ProcessEnvironment.get();
            SelfContainedFile.check(onnx);
        } catch (ModelRefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(onnx, options);
        }
        try {
            input = pictureInput();
        } catch (OrtException | IllegalArgumentException e) {
            session.close();
            throw e;
        }
    }

    private static byte[] exposing(ModelProto model, Set<String> values) {
        ModelProto.Builder exposed = model.toBuilder();
        TypeProto floats = TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()))
                .build();
        values.forEach(value -> exposed.getGraphBuilder()
                .addOutput(ValueInfoProto.newBuilder().setName(value).setType(floats)));
        return exposed.build().toByteArray();
    }

    private String pictureInput() throws OrtException {
        var inputs = session.getInputInfo();
        var only = inputs.entrySet().iterator().next();
        boolean takesPictures = inputs.size() == 1
                && only.getValue().getInfo() instanceof TensorInfo info
                && info.type == OnnxJavaType.UINT8
                && info.getShape().length == PICTURE_RANK;
        if (!takesPictures) {
            throw new IllegalArgumentException(
                    "inputs are " + inputs.values() + ", allowed is one, uint8 [1, height, width, 3]");
        }
        return only.getKey();
    }

    void show(Picture picture) throws OrtException {
        long[] shape = {1, picture.height(), picture.width(), 3};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, picture.rgb(), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(input, tensor), histograms.keySet())) {
            histograms.forEach((value, histogram) -> {
                FloatBuffer numbers = ((OnnxTensor) result.get(value).orElseThrow()).getFloatBuffer();
                while (numbers.hasRemaining()) {
                    histogram.add(numbers.get());
                }
            });
        }
        shown++;
    }

    /**
     * The scale for each value.
     *
     * @throws IllegalStateException if no picture has been shown
     */
    Map<String, ByteScale> scales() {
        if (shown == 0) {
            throw new IllegalStateException("no picture has been shown");
        }
        Map<String, ByteScale> scales = new HashMap<>();
        histograms.forEach((value, histogram) -> scales.put(value, ByteScale.fitting(histogram)));
        return scales;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("closing a session failed", e);
        }
    }
}
