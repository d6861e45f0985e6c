package dev.chorus.tools.benchmark.inside;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.Picture;
import dev.chorus.inference.internal.ProcessEnvironment;
import dev.chorus.inference.internal.SelfContainedFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each kind of node inside a network takes, by ONNX Runtime's own measure, which is in whole microseconds and costs some itself. */
final class NodeTimes {

    private NodeTimes() {}

    /**
     * Runs a network that takes pictures, on one thread.
     *
     * @param scratch a folder for ONNX Runtime's notes
     * @param warmUps runs that do not count
     * @return kind of node, such as {@code Resize}, to microseconds in each run that counts
     */
    static Map<String, double[]> of(byte[] onnx, Picture picture, Path scratch, int warmUps, int runs)
            throws IOException, OrtException {
        OrtEnvironment environment;
        try {
            environment = ProcessEnvironment.get();
            SelfContainedFile.check(onnx);
        } catch (ModelRefusedException e) {
            throw new IOException(e.getMessage(), e);
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.enableProfiling(scratch.resolve("nodes").toString());
            try (OrtSession session = environment.createSession(onnx, options)) {
                String input = session.getInputNames().iterator().next();
                long[] shape = {1, picture.height(), picture.width(), 3};
                try (OnnxTensor pixels =
                        OnnxTensor.createTensor(environment, picture.rgb(), shape, OnnxJavaType.UINT8)) {
                    for (int run = 0; run < warmUps + runs; run++) {
                        session.run(Map.of(input, pixels)).close();
                    }
                }
                return read(Path.of(session.endProfiling()), warmUps, runs);
            }
        }
    }

    private static Map<String, double[]> read(Path notes, int warmUps, int runs) throws IOException {
        List<JsonObject> nodes = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(notes)) {
            JsonArray events = JsonParser.parseReader(reader).getAsJsonArray();
            for (JsonElement event : events) {
                JsonObject one = event.getAsJsonObject();
                if (one.get("name").getAsString().endsWith("_kernel_time")) {
                    nodes.add(one);
                }
            }
        }
        int ofOneRun = nodes.size() / (warmUps + runs);
        Map<String, double[]> micros = new LinkedHashMap<>();
        for (int at = warmUps * ofOneRun; at < nodes.size(); at++) {
            JsonObject node = nodes.get(at);
            String kind = node.getAsJsonObject("args").get("op_name").getAsString();
            micros.computeIfAbsent(kind, first -> new double[runs])[at / ofOneRun - warmUps] +=
                    node.get("dur").getAsDouble();
        }
        return micros;
    }
}
