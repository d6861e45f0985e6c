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

/** Loads models and puts them among those held. For one thread at a time. */
final class ModelLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    private final OnnxRuntime runtime = new OnnxRuntime();
    private final HeldModels models;

    /** @param models where loaded ones are put */
    ModelLoader(HeldModels models) {
        this.models = models;
    }

    /**
     * Loads the first that can be, unless it is the one that is held.
     *
     * @param candidates the best first
     * @throws EngineException if all are refused; the one that is held stays
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
                LOG.info("Model '{}' is loaded from {}", name, source.origin());
                return;
            } catch (ModelRefusedException e) {
                refused.add(source.origin() + ": " + e.getMessage());
            }
        }
        throw EngineException.wrong("model '" + name + "' is refused: " + String.join("; ", refused));
    }

    private HeldModel open(String name, ModelSource source, EngineLimits limits) throws ModelRefusedException {
        int loaded = models.names().size();
        if (models.find(name).isEmpty() && loaded >= limits.models()) {
            throw new ModelRefusedException("loaded are " + loaded + " models, allowed are " + limits.models());
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

    /** How many sessions of ONNX Runtime are open. */
    int openSessions() {
        return runtime.openSessions();
    }
}
