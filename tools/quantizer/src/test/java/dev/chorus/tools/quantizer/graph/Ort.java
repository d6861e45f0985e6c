package dev.chorus.tools.quantizer.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.chorus.inference.api.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What ONNX Runtime makes of a model. */
final class Ort {

    private Ort() {}

    /** How often each operator stands in the graph that really runs. */
    static Map<String, Long> optimised(byte[] onnx, Path folder) throws OrtException, IOException {
        Path file = folder.resolve("optimised.onnx");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizedModelFilePath(file.toString());
            // It warns that the file is for this machine only.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            OrtEnvironment.getEnvironment().createSession(onnx, options).close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList().stream()
                .collect(Collectors.groupingBy(NodeProto::getOpType, Collectors.counting()));
    }

    /** For each picture, the probability of each of some classes, as far as the model ranks it. */
    static List<float[]> probabilities(byte[] onnx, List<Picture> pictures, int classes) throws OrtException {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx)) {
            List<float[]> all = new ArrayList<>();
            for (Picture picture : pictures) {
                all.add(probabilities(session, picture, classes));
            }
            return all;
        }
    }

    private static float[] probabilities(OrtSession session, Picture picture, int classes) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, picture.height(), picture.width(), 3};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, picture.rgb(), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("picture", input))) {
            float[] scores = ((float[][]) result.get("scores").orElseThrow().getValue())[0];
            int[] ranked = ((int[][]) result.get("classes").orElseThrow().getValue())[0];
            float[] probabilities = new float[classes];
            for (int rank = 0; rank < ranked.length; rank++) {
                probabilities[ranked[rank]] = scores[rank];
            }
            return probabilities;
        }
    }
}
