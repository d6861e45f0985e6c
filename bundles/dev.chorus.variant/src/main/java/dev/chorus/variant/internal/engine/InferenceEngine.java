package dev.chorus.variant.internal.engine;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.variant.internal.model.ModelCatalog;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads models by name and runs them. Safe for any thread. Models run on the calling threads. One model is loaded at
 * a time: by {@link #load} on the calling thread, in all other cases on a thread of the engine.
 */
public final class InferenceEngine implements ModelCatalog.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(10);

    /**
     * Several times what a small gateway takes for a model of 100 MB, and acceptable for a thread that Kura shares.
     */
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(10);

    private final ModelCatalog catalog;
    private final ModelSources sources;
    private final Duration updatePause;
    private final SerialExecutor control;
    private final HeldModels models = new HeldModels();
    private final ModelLoader loader = new ModelLoader(models);
    private final OnDemandLoads onDemand;

    /** Names in the last valid configuration; guarded by {@code this}. */
    private Set<String> configured = Set.of();
    /** Names to load again whenever they are offered again; guarded by {@code this}. */
    private final Set<String> wanted = new TreeSet<>();
    /**
     * Names of models that were unloaded on request, which a query must not load again; modified under {@code this}
     * only.
     */
    private final Set<String> unloadedOnRequest = ConcurrentHashMap.newKeySet();

    private volatile EngineOptions options = EngineOptions.read(Map.of());
    private volatile boolean closed;

    /**
     * Creates an engine without models.
     *
     * @param name of the component on its gateway, for the thread
     * @param catalog of model bundles; opened and closed here
     * @param updatePause how long a model may be unavailable before it is unloaded: during an update of a model
     *     bundle the old version is removed before the new one is installed
     */
    public InferenceEngine(String name, ModelCatalog catalog, Duration updatePause) {
        this(name, catalog, updatePause, RETRY_PAUSE, WAIT_LIMIT);
    }

    /**
     * @param retryPause before a failed load is retried
     * @param waitLimit how long a caller waits for a model that is loaded for its call
     */
    InferenceEngine(String name, ModelCatalog catalog, Duration updatePause, Duration retryPause, Duration waitLimit) {
        this.catalog = catalog;
        this.sources = new ModelSources(catalog);
        this.updatePause = updatePause;
        this.control = new SerialExecutor("chorus-inference-" + name, failure -> loadWantedAfter(retryPause));
        this.onDemand = new OnDemandLoads(control, this::loadUnlessLoaded, waitLimit, retryPause);
        // Opened here, not on the thread: callers find the models as soon as the service is registered. No model is
        // read.
        catalog.open(this);
    }

    /**
     * Applies a configuration at once; the models it names are loaded later.
     *
     * @param properties of the component, unchecked
     */
    public void configure(Map<String, ?> properties) {
        EngineOptions next = EngineOptions.read(properties);
        if (!next.problems().isEmpty()) {
            LOG.error(
                    "Invalid configuration, no model is run until it is corrected: {}",
                    String.join("; ", next.problems()));
        }
        options = next;
        // On the thread: a load in progress holds the lock.
        control.execute(() -> want(next));
    }

    private synchronized void want(EngineOptions next) {
        onDemand.retryFailed();
        if (!next.problems().isEmpty()) {
            return;
        }
        for (String name : configured) {
            if (!next.models().contains(name) && wanted.remove(name) && models.remove(name)) {
                LOG.info("Unloaded model '{}', which is no longer configured", name);
            }
        }
        configured = next.models();
        wanted.addAll(configured);
        unloadedOnRequest.removeAll(configured);
        loadWanted();
    }

    @Override
    public void modelAdded() {
        control.execute(() -> {
            onDemand.retryFailed();
            loadWanted();
        });
    }

    @Override
    public void modelRemoved() {
        loadWantedAfter(updatePause);
    }

    private void loadWantedAfter(Duration pause) {
        control.schedule(this::loadWanted, pause);
    }

    private synchronized void loadWanted() {
        if (!options.problems().isEmpty()) {
            return;
        }
        for (String name : models.names()) {
            if (ModelName.isOfBundle(name) && wanted.contains(name) && !sources.isOffered(name)) {
                models.remove(name);
                LOG.warn("Unloaded model '{}', which no model bundle offers any longer", name);
            }
        }
        for (String name : wanted) {
            if (closed) {
                return;
            }
            try {
                loadBest(name);
            } catch (EngineException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
    }

    /** Returns the names of all loaded and available models, sorted. */
    public List<String> modelNames() {
        Set<String> names = sources.names(options.folder());
        names.addAll(models.names());
        return List.copyOf(names);
    }

    /** Returns whether the model is loaded and can be run. */
    public boolean isLoaded(String name) {
        return models.find(name).isPresent();
    }

    /** Returns whether models can be run: the configuration is valid, and ONNX Runtime works on this machine. */
    public boolean isReady() {
        try {
            usable();
            return true;
        } catch (EngineException e) {
            LOG.debug("Not ready", e);
            return false;
        }
    }

    private EngineOptions usable() throws EngineException {
        EngineOptions current = options;
        if (closed) {
            throw OnDemandLoads.stopped();
        }
        if (!current.problems().isEmpty()) {
            throw EngineException.failed(
                    "the inference engine is misconfigured: " + String.join("; ", current.problems()), null);
        }
        try {
            OnnxRuntime.checkUsable();
        } catch (ModelRefusedException e) {
            throw EngineException.failed(e.getMessage(), e);
        }
        return current;
    }

    /**
     * Loads a model. The current model of that name stays in use until the new one is loaded, and stays if both are
     * equal.
     *
     * @param path a file of the gateway; empty: the model bundle or the file in the folder that has the name
     * @throws EngineException if it cannot be loaded; the current model of that name stays
     */
    public synchronized void load(String name, Optional<String> path) throws EngineException {
        usable();
        ModelName.check(name);
        if (path.isPresent()) {
            loader.load(name, List.of(ModelSources.at(name, path.get())), options.limits());
            wanted.remove(name);
        } else {
            loadBest(name);
            wanted.add(name);
        }
        unloadedOnRequest.remove(name);
        onDemand.retryFailed();
    }

    private void loadBest(String name) throws EngineException {
        List<ModelSource> offered = sources.of(name, options.folder());
        if (!offered.isEmpty()) {
            loader.load(name, offered, options.limits());
        } else if (!isLoaded(name)) {
            throw EngineException.invalid("nothing offers model '" + name + "', there are " + modelNames());
        }
    }

    /**
     * Unloads a model. Runs in progress finish; then its memory is released.
     *
     * @throws EngineException if no model of that name is loaded
     */
    public synchronized void unload(String name) throws EngineException {
        if (!isLoaded(name)) {
            throw models.notLoaded(name);
        }
        wanted.remove(name);
        unloadedOnRequest.add(name);
        models.remove(name);
        onDemand.retryFailed();
        LOG.info("Unloaded model '{}' on request", name);
    }

    /**
     * Describes a model, and loads it if necessary: Kura's components ask for the description before they load. A
     * model that was unloaded on request is not loaded.
     *
     * @return empty if there is no model of that name, or it was unloaded on request
     * @throws EngineException if it exists and cannot be loaded, or not within the time limit
     */
    public Optional<ModelDescription> describe(String name) throws EngineException {
        if (!isLoaded(name) && ModelName.isName(name) && !unloadedOnRequest.contains(name) && isOffered(name)) {
            usable();
            onDemand.await(name);
        }
        return models.find(name).map(HeldModel::description);
    }

    private boolean isOffered(String name) {
        return sources.isOffered(name, options.folder());
    }

    private synchronized void loadUnlessLoaded(String name) throws EngineException {
        if (!isLoaded(name) && !unloadedOnRequest.contains(name)) {
            load(name, Optional.empty());
        }
    }

    /**
     * Runs a model on the calling thread. Loads it first if it is available and not loaded: Kura's AI component asks
     * for a model's description once, keeps it, and from then on only runs it, even on an engine that was restarted
     * since.
     *
     * @param outputs names of the requested outputs
     * @return the requested outputs, in the file's order
     * @throws EngineException if the model is not loaded and cannot be, or not within the time limit; if the inputs
     *     do not match; if the run fails
     */
    public List<BoxedTensor> infer(String name, Collection<String> outputs, List<BoxedTensor> inputs)
            throws EngineException {
        EngineLimits limits = usable().limits();
        if (!isLoaded(name)) {
            loadToRun(name);
        }
        return models.borrow(name, model -> ModelRunner.run(model, outputs, inputs, limits.tensorElements()));
    }

    private void loadToRun(String name) throws EngineException {
        ModelName.check(name);
        if (unloadedOnRequest.contains(name)) {
            throw EngineException.invalid(
                    "model '" + name + "' is not loaded: it was unloaded, loadModel loads it again");
        }
        if (!isOffered(name)) {
            throw EngineException.invalid("model '" + name + "' is not loaded and nothing offers it, offered are "
                    + sources.names(options.folder()));
        }
        onDemand.await(name);
    }

    /** Returns the number of open sessions of ONNX Runtime. */
    int openSessions() {
        return loader.openSessions();
    }

    /**
     * Ends the thread and unloads all models; waits at most 15 seconds. A model that is being loaded then is closed
     * after loading, a model in use after its last run.
     */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    /** @return false if a task still runs, and ends later */
    boolean close(Duration limit) {
        closed = true;
        onDemand.close();
        // Not on the caller's thread, which is Kura's: a load in progress holds the lock.
        return control.close(() -> Cleanup.runAll(catalog::close, this::unloadAll), limit);
    }

    private synchronized void unloadAll() {
        models.names().forEach(models::remove);
    }
}
