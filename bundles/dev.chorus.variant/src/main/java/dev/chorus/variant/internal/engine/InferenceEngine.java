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
 * Loads models by their names and runs them. For any thread. Runs happen on the threads that ask for them. One model is loaded at a
 * time: by {@link #load} on the calling thread, in all other cases on a thread of the engine.
 */
public final class InferenceEngine implements ModelCatalog.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(10);

    /** Several times what a small gateway takes for a model of 100 MB, and bearable for a thread that Kura shares. */
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(10);

    private final ModelCatalog catalog;
    private final ModelSources sources;
    private final Duration updatePause;
    private final SerialExecutor control;
    private final HeldModels models = new HeldModels();
    private final ModelLoader loader = new ModelLoader(models);
    private final OnDemandLoads onDemand;

    /** Names in the last configuration that made sense; by {@code this}. */
    private Set<String> configured = Set.of();
    /** Names that are to be loaded again whenever they are offered anew; by {@code this}. */
    private final Set<String> wanted = new TreeSet<>();
    /** Names of models that were unloaded on request, which a query must not load again; changed by {@code this} only. */
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

    private volatile EngineOptions options = EngineOptions.read(Map.of());
    private volatile boolean closed;

    /**
     * Knows nothing before it is configured.
     *
     * @param name of the component on its gateway, for the thread
     * @param catalog of model bundles; opened and closed here
     * @param updatePause how long a model may be offered by nobody before it is given up: while a model bundle is updated,
     *     its old version is gone before the new one is there
     */
    public InferenceEngine(String name, ModelCatalog catalog, Duration updatePause) {
        this(name, catalog, updatePause, RETRY_PAUSE, WAIT_LIMIT);
    }

    /**
     * @param retryPause after which loading is tried again that failed
     * @param waitLimit how long a caller waits for a model that is loaded because of it
     */
    InferenceEngine(String name, ModelCatalog catalog, Duration updatePause, Duration retryPause, Duration waitLimit) {
        this.catalog = catalog;
        this.sources = new ModelSources(catalog);
        this.updatePause = updatePause;
        this.control = new SerialExecutor("chorus-inference-" + name, failure -> loadWantedAfter(retryPause));
        this.onDemand = new OnDemandLoads(control, this::loadUnlessLoaded, waitLimit, retryPause);
        // Here, not on the thread: whoever asks for a model as soon as the service is there finds it. No model is read.
        catalog.open(this);
    }

    /**
     * Takes a configuration over, at once; the models it names are loaded later.
     *
     * @param properties of the component, whatever they are
     */
    public void configure(Map<String, ?> properties) {
        EngineOptions next = EngineOptions.read(properties);
        if (!next.problems().isEmpty()) {
            LOG.error("Misconfigured, no model is run: {}", String.join("; ", next.problems()));
        }
        options = next;
        // Not here: whoever loads a model at this moment has the lock.
        control.execute(() -> want(next));
    }

    private synchronized void want(EngineOptions next) {
        onDemand.retryFailed();
        if (!next.problems().isEmpty()) {
            return;
        }
        for (String name : configured) {
            if (!next.models().contains(name) && wanted.remove(name) && models.remove(name)) {
                LOG.info("Model '{}' is no longer configured", name);
            }
        }
        configured = next.models();
        wanted.addAll(configured);
        givenUp.removeAll(configured);
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
                LOG.warn("Model '{}' is unloaded: no model bundle offers it any more", name);
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

    /** The models that are there to be loaded, and those that are loaded, sorted. */
    public List<String> modelNames() {
        Set<String> names = sources.names(options.folder());
        names.addAll(models.names());
        return List.copyOf(names);
    }

    /** Whether it can be run. */
    public boolean isLoaded(String name) {
        return models.find(name).isPresent();
    }

    /** Whether models can be run at all: the configuration makes sense, and ONNX Runtime works on this machine. */
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
     * Loads a model. One of that name goes on until the new one is loaded, and stays if it is the same.
     *
     * @param path a file of the gateway; empty: the model bundle or the file in the folder that has the name
     * @throws EngineException if it cannot be loaded; one that is loaded under that name stays
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
        givenUp.remove(name);
        onDemand.retryFailed();
    }

    private void loadBest(String name) throws EngineException {
        List<ModelSource> offered = sources.of(name, options.folder());
        if (!offered.isEmpty()) {
            loader.load(name, offered, options.limits());
        } else if (!isLoaded(name)) {
            throw EngineException.wrong("nothing offers model '" + name + "', there are " + modelNames());
        }
    }

    /**
     * Gives a model up. Who runs it finishes; then its memory is given back.
     *
     * @throws EngineException if none of that name is loaded
     */
    public synchronized void unload(String name) throws EngineException {
        if (!isLoaded(name)) {
            throw models.notLoaded(name);
        }
        wanted.remove(name);
        givenUp.add(name);
        models.remove(name);
        onDemand.retryFailed();
        LOG.info("Model '{}' is unloaded", name);
    }

    /**
     * Describes a model, and loads it if it is not: Kura's components ask before they load. One that somebody unloaded is not.
     *
     * @return empty if there is none of that name, or somebody unloaded it
     * @throws EngineException if it is there and cannot be loaded, or not soon enough
     */
    public Optional<ModelDescription> describe(String name) throws EngineException {
        if (!isLoaded(name) && ModelName.isName(name) && !givenUp.contains(name) && isOffered(name)) {
            usable();
            onDemand.await(name);
        }
        return models.find(name).map(HeldModel::description);
    }

    private boolean isOffered(String name) {
        return sources.isOffered(name, options.folder());
    }

    private synchronized void loadUnlessLoaded(String name) throws EngineException {
        if (!isLoaded(name) && !givenUp.contains(name)) {
            load(name, Optional.empty());
        }
    }

    /**
     * Runs a model on the calling thread. Loads it first if it is offered and not loaded: Kura's AI component asks for a model's
     * description once, keeps it, and from then on only runs it, also on an engine that was restarted since.
     *
     * @param outputs names of those that are wanted
     * @return the wanted ones, in the file's order
     * @throws EngineException if it is not loaded and cannot be, or not soon enough; if it does not take the inputs; if it fails
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
        if (givenUp.contains(name)) {
            throw EngineException.wrong(
                    "model '" + name + "' is not loaded: it was unloaded, loadModel loads it again");
        }
        if (!isOffered(name)) {
            throw EngineException.wrong("model '" + name + "' is not loaded and nothing offers it, offered are "
                    + sources.names(options.folder()));
        }
        onDemand.await(name);
    }

    /** How many sessions of ONNX Runtime are open. */
    int openSessions() {
        return loader.openSessions();
    }

    /**
     * Ends the thread and unloads all models; waits for that 15 seconds at most. A model that is being loaded then is closed when it is
     * loaded, one that is run by the last that runs it.
     */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    /** @return false if something still runs, and ends later */
    boolean close(Duration limit) {
        closed = true;
        onDemand.close();
        // Not on the caller's thread, which is Kura's: the lock is held for as long as a model is loaded.
        return control.close(() -> Cleanup.runAll(catalog::close, this::unloadAll), limit);
    }

    private synchronized void unloadAll() {
        models.names().forEach(models::remove);
    }
}
