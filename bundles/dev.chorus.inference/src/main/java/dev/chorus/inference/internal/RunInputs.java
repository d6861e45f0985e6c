package dev.chorus.inference.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.chorus.inference.api.TensorArray;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The inputs of one run and what must be closed after it. For one thread. */
final class RunInputs implements AutoCloseable {

    private final OrtEnvironment environment;
    private final UnsignedCasts casts;
    private final Map<String, OnnxTensor> byName = new HashMap<>();
    private final Deque<OnnxTensor> created;
    private final Deque<OrtSession.Result> casted;

    /** @param count how many will be added: with their places ready, none is created that cannot be kept to be closed */
    RunInputs(OrtEnvironment environment, UnsignedCasts casts, int count) {
        this.environment = environment;
        this.casts = casts;
        this.created = new ArrayDeque<>(count);
        this.casted = new ArrayDeque<>(count);
    }

    /** Copies an array out of the heap. */
    void add(TensorArray array) throws OrtException {
        OnnxTensor tensor = OrtElements.create(environment, array);
        created.push(tensor);
        if (casts.isFor(array.type())) {
            OrtSession.Result result = casts.cast(tensor, array.type());
            casted.push(result);
            tensor = (OnnxTensor) result.get(0);
        }
        byName.put(array.name(), tensor);
    }

    /** All that were added; good until this is closed. */
    Map<String, OnnxTensor> byName() {
        return byName;
    }

    @Override
    public void close() {
        casted.forEach(OrtSession.Result::close);
        created.forEach(OnnxTensor::close);
    }
}
