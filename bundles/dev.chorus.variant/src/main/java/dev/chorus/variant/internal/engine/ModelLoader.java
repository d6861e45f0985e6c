package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.GraphSession;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.variant.internal.model.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads models into the held models. For one thread at a time. */
final class ModelLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    private final OnnxRuntime runtime = new OnnxRuntime();
    private final HeldModels models;

    /** @param models receives the loaded models */
    ModelLoader(HeldModels models) {
        this.models = models;
    }

    /**
     * Loads the first loadable candidate, unless it is already held.
     *
     * @param candidates the best first
     * @throws EngineException if all are refused; the held model stays
     */
    void load(String name, List<ModelSource> candidates, EngineLimits limits) throws EngineException {
        List<String> refused = new ArrayList<>();
        Optional<HeldModel> held = models.find(name);
        for (ModelSource source : candidates) {
            if (held.isPresent() && held.get().source().content().equals(source.content())) {
                return;
            }
            try {
                models.put(open(name, source, limits));
                LOG.info("Loaded model '{}' from {}", name, source.origin());
                return;
            } catch (ModelRefusedException e) {
                refused.add(source.origin() + ": " + e.getMessage());
            }
        }
        throw EngineException.invalid("model '" + name + "' is refused: " + String.join("; ", refused));
    }

    private HeldModel open(String name, ModelSource source, EngineLimits limits) throws ModelRefusedException {
        int loaded = models.names().size();
        if (models.find(name).isEmpty() && loaded >= limits.models()) {
            throw new ModelRefusedException("loaded models must be at most " + limits.models() + ", were " + loaded);
        }
        GraphSession session = runtime.open(source.reader().read(limits.modelBytes()));
        try {
            ModelDescription description = new ModelDescription(
                    name, source.version().or(session::version), session.inputs(), session.outputs());
            return new HeldModel(source, description, new Shared<>(session, GraphSession::close));
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    /** Returns the number of open sessions of ONNX Runtime. */
    int openSessions() {
        return runtime.openSessions();
    }
}
