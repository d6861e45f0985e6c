package dev.chorus.variant.internal.engine;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.TensorArray;
import dev.chorus.inference.api.TensorSpec;
import dev.chorus.variant.internal.model.ModelCatalog;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads models by their names and runs them. For any thread: runs happen on the threads that ask for them, loading too, one at
 * a time; what follows from the configuration and from model bundles that come and go happens on a thread of its own.
 */
public final class InferenceEngine implements ModelCatalog.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(10);

    private final ModelCatalog catalog;
    private final ModelSources sources;
    private final Duration updatePause;
    private final SerialExecutor control;
    private final HeldModels models = new HeldModels();
    private final ModelLoader loader = new ModelLoader(models);

    /** Names in the last configuration that made sense; by {@code this}. */
    private Set<String> configured = Set.of();
    /** Names that are to be loaded again whenever they are offered anew; by {@code this}. */
    private final Set<String> wanted = new TreeSet<>();
    /** Names that somebody gave up, so that a question about them does not load them; by {@code this}. */
    private final Set<String> givenUp = new HashSet<>();

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
        this(name, catalog, updatePause, RETRY_PAUSE);
    }

    /** @param retryPause after which loading is tried again that failed unexpectedly */
    InferenceEngine(String name, ModelCatalog catalog, Duration updatePause, Duration retryPause) {
        this.catalog = catalog;
        this.sources = new ModelSources(catalog);
        this.updatePause = updatePause;
        this.control = new SerialExecutor("chorus-inference-" + name, failure -> loadWantedAfter(retryPause));
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
        control.execute(this::loadWanted);
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
            throw EngineException.failed("the inference engine is stopped", null);
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
        LOG.info("Model '{}' is unloaded", name);
    }

    /**
     * Describes a model, and loads it if it is not: Kura's components ask before they load. One that somebody unloaded is not.
     *
     * @return empty if there is none of that name, or somebody unloaded it
     * @throws EngineException if it is there and cannot be loaded
     */
    public Optional<ModelDescription> describe(String name) throws EngineException {
        Optional<HeldModel> held = models.find(name);
        if (held.isEmpty() && ModelName.isName(name)) {
            loadUnlessGivenUp(name);
            held = models.find(name);
        }
        return held.map(HeldModel::description);
    }

    private synchronized void loadUnlessGivenUp(String name) throws EngineException {
        if (!givenUp.contains(name) && !sources.of(name, options.folder()).isEmpty()) {
            load(name, Optional.empty());
        }
    }

    /**
     * Runs a model on the calling thread.
     *
     * @param outputs names of those that are wanted
     * @return the wanted ones, in the file's order
     * @throws EngineException if it is not loaded, does not take the inputs, or fails
     */
    public List<BoxedTensor> infer(String name, Collection<String> outputs, List<BoxedTensor> inputs)
            throws EngineException {
        EngineLimits limits = usable().limits();
        return models.borrow(name, model -> {
            try {
                return run(model, Set.copyOf(outputs), inputs, limits.tensorElements());
            } catch (EngineException e) {
                throw EngineException.wrong("model '" + name + "': " + e.getMessage());
            } catch (InferenceException e) {
                throw EngineException.failed("model '" + name + "': " + e.getMessage(), e);
            } catch (OutOfMemoryError e) {
                throw EngineException.failed("model '" + name + "': there is not enough memory", e);
            }
        });
    }

    private static List<BoxedTensor> run(
            HeldModel model, Set<String> outputs, List<BoxedTensor> inputs, int maxElements)
            throws EngineException, InferenceException {
        ModelDescription description = model.description();
        Set<String> known = description.outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
        if (!known.containsAll(outputs)) {
            throw EngineException.wrong("outputs are " + outputs + ", allowed are " + description.outputs());
        }
        List<TensorArray> arrays = GivenInputs.check(description.inputs(), inputs, maxElements);
        return model.session().value().run(arrays, outputs, maxElements).stream()
                .map(array -> new BoxedTensor(
                        array.name(), array.type().name(), array.shape(), Boxes.box(array.type(), array.elements())))
                .toList();
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
        // Not on the caller's thread, which is Kura's: the lock is held for as long as a model is loaded.
        return control.close(() -> Cleanup.runAll(catalog::close, this::unloadAll), limit);
    }

    private synchronized void unloadAll() {
        models.names().forEach(models::remove);
    }
}
