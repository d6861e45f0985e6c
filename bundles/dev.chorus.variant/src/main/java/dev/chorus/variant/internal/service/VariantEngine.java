package dev.chorus.variant.internal.service;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.concurrent.JvmShutdown;
import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.variant.internal.model.ModelCatalog;
import dev.chorus.variant.internal.model.ModelKeeper;
import dev.chorus.variant.internal.model.ModelPlace;
import dev.chorus.variant.internal.request.RequestPipeline;
import dev.chorus.variant.internal.request.RetainedPictures;
import dev.chorus.variant.internal.request.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one variant: adapts connection, model and workers to the configuration and to the offered models. Methods are
 * for any thread and return at once, except {@link #close()}.
 *
 * <p>All decisions are made on the control thread, which alone changes the fields, the connection and the workers.
 * Fields that other threads read are volatile. After an error of the virtual machine on any of its threads the engine
 * stops all of its parts and restarts with the last configuration.
 */
public final class VariantEngine implements ModelCatalog.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VariantEngine.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
    private static final List<String> LOADING = List.of("the model is being loaded");

    private final String name;
    private final VariantDependencies dependencies;
    private final Counters counters = new Counters();
    private final InternalFailures failures = new InternalFailures(counters, this::statusChanged, this::restartAfter);
    private final RetainedPictures retained = new RetainedPictures(this::statusChanged);
    private final SerialExecutor control;
    private final AtomicReference<Supplier<VariantOptions>> nextReading = new AtomicReference<>();

    private final OnnxRuntime runtime = new OnnxRuntime();
    private final ModelKeeper keeper;
    private final RequestPipeline requests;

    private Supplier<VariantOptions> reading;
    private VariantOptions options;
    private List<String> modelProblems = List.of();
    /** Whether requests wait for a model. */
    private boolean awaitingModel;
    /** Address of the previous connection; null before the first one was closed. */
    private VariantOptions.Address previousAddress;

    private volatile Tuning tuning;
    private volatile Standing standing;
    private volatile VariantConnection connection;

    /**
     * Starts an engine that is idle until configured.
     *
     * @param name of the component on its gateway; part of its client id where none is configured
     */
    public VariantEngine(String name, VariantDependencies dependencies) {
        this.name = name;
        this.dependencies = dependencies;
        this.control = new SerialExecutor("chorus-variant-" + name, failures);
        this.keeper = new ModelKeeper(runtime, counters, () -> control.closing() || JvmShutdown.isInProgress());
        this.requests = new RequestPipeline(
                "chorus-variant-" + name + "-worker", () -> tuning, keeper.slot(), retained, counters, failures);
        control.execute(() -> dependencies.catalog().open(this));
    }

    /**
     * Applies a configuration; of several in short succession the last.
     *
     * @param properties of the component, unchecked; no longer modified
     * @param secrets of the gateway; read on the control thread
     */
    public void configure(Map<String, ?> properties, LinkSecrets secrets) {
        nextReading.set(() -> VariantOptions.read(properties, name, secrets));
        control.execute(() -> {
            Supplier<VariantOptions> next = nextReading.getAndSet(null);
            if (next != null) {
                reading = next;
                readAndApply();
            }
        });
    }

    /** Reads the configuration again after the gateway's secrets have changed. */
    public void secretsChanged() {
        control.execute(this::readAndApply);
    }

    @Override
    public void modelAdded() {
        control.execute(this::modelsChanged);
    }

    @Override
    public void modelRemoved() {
        control.schedule(this::modelsChanged, dependencies.updatePause());
    }

    private void readAndApply() {
        VariantOptions next = reading == null ? null : reading.get();
        // The secrets may have taken a while.
        if (next != null && !control.closing()) {
            apply(next);
        }
    }

    private void apply(VariantOptions next) {
        options = next;
        keeper.forgetRefusals();
        if (connection != null
                && next.address().map(this::mustReplaceConnection).orElse(false)) {
            disconnect(next.address().get().sharesSessionWith(connection.address()));
        }
        if (!next.problems().isEmpty()) {
            LOG.error(
                    "Invalid configuration, nothing is served until it is corrected: {}",
                    String.join("; ", next.problems()));
        }
        if (next.problems().isEmpty()) {
            tuning = next.tuning();
        }
        if (connection == null && next.address().isPresent()) {
            connectBeforeLoading(next.address().get());
        }
        if (next.problems().isEmpty()) {
            selectModel();
        }
        // The model may have taken a while.
        if (!control.closing()) {
            serve(next);
        }
    }

    /**
     * Returns whether the connection must be replaced. An instance whose family or variant is missing now stays
     * connected as before, to report the problem there.
     */
    private boolean mustReplaceConnection(VariantOptions.Address to) {
        VariantOptions.Address present = connection.address();
        return !to.equals(present) && (to.isComplete() || !present.isComplete());
    }

    private void serve(VariantOptions next) {
        if (!next.problems().isEmpty()) {
            if (connection != null) {
                connection.ignore();
            }
            standingChanged();
            return;
        }
        if (connection != null) {
            // First: aggregators ignore results of a variant whose status they do not know.
            standing = standing(connection.address());
            connection.publishStatus();
        }
        startWorkers();
        if (connection != null) {
            connection.listen(requests::accept);
        }
    }

    private void modelsChanged() {
        if (options != null && options.problems().isEmpty()) {
            selectModel();
            standingChanged();
            startWorkers();
        }
    }

    /** Starts the workers, unless a model may still appear: without one they would refuse requests. */
    private void startWorkers() {
        if (!awaitingModel || keeper.serving().isPresent()) {
            awaitingModel = false;
            requests.resize(options.threads());
        }
    }

    /** Delays the workers: the model's bundle may start after this one. */
    private void awaitModel() {
        awaitingModel = true;
        control.schedule(
                () -> {
                    awaitingModel = false;
                    if (connection != null && options.problems().isEmpty()) {
                        startWorkers();
                    }
                },
                dependencies.updatePause());
    }

    private void selectModel() {
        VariantOptions.Address address = options.address().orElseThrow();
        List<ModelPlace> places = options.modelFolder()
                .map(folder -> List.of(ModelPlace.folder(folder)))
                .orElseGet(() -> dependencies.catalog().offering(address.family(), address.variant()));
        modelProblems = keeper.select(address.family(), address.variant(), places);
    }

    /** Connects before the model is loaded: both take about equally long. */
    private void connectBeforeLoading(VariantOptions.Address address) {
        boolean served = keeper.serving()
                .map(model -> model.isCalled(address.family(), address.variant()))
                .orElse(false);
        if (!served) {
            keeper.clear();
            modelProblems = LOADING;
            awaitModel();
        }
        connect(address);
    }

    private void connect(VariantOptions.Address address) {
        standing = standing(address);
        boolean resumes = previousAddress == null || address.sharesSessionWith(previousAddress);
        VariantConnection next = new VariantConnection(address, resumes, dependencies.links(), this::status, failures);
        if (options.problems().isEmpty()) {
            // Requests that wait at the broker are delivered at once, and classified as soon as there is a model.
            requests.expectBacklog();
            next.listen(requests::accept);
        }
        next.start();
        connection = next;
    }

    /**
     * Disconnects. Stops admitting requests first: every admitted request has its outcome before the connection is
     * closed.
     *
     * @param keepSession whether the next connection continues the session at the broker
     */
    private void disconnect(boolean keepSession) {
        VariantConnection old = connection;
        if (old != null) {
            previousAddress = old.address();
            Cleanup.runAll(
                    old::pause,
                    requests::stop,
                    () -> old.close(status().withState(State.STOPPED), keepSession),
                    () -> connection = null);
        }
    }

    private void restartAfter(Duration pause) {
        control.schedule(this::restart, pause);
    }

    private void restart() {
        LOG.warn("Restarting after an internal error");
        Cleanup.runAll(() -> disconnect(true), requests::stop, keeper::clear, this::readAndApply);
    }

    private void standingChanged() {
        if (connection != null) {
            standing = standing(connection.address());
            statusChanged();
        }
    }

    private void statusChanged() {
        VariantConnection current = connection;
        if (current != null) {
            current.statusChanged();
        }
    }

    private Standing standing(VariantOptions.Address address) {
        boolean misconfigured = !options.problems().isEmpty();
        boolean serving = keeper.serving().isPresent();
        State state = misconfigured
                ? State.MISCONFIGURED
                : !serving ? State.NO_MODEL : modelProblems.isEmpty() ? State.ONLINE : State.DEGRADED;
        return new Standing(
                address,
                state,
                misconfigured ? options.problems() : modelProblems,
                keeper.serving()
                        .map(model ->
                                Standing.ServedModel.of(model, options.tuning().k())));
    }

    /** Returns the status of the service; on any thread, once there is a connection. */
    private Status status() {
        Map<String, Long> numbers = new TreeMap<>(counters.snapshot());
        numbers.put("openSessions", (long) runtime.openSessions());
        VariantConnection current = connection;
        if (current != null) {
            current.statistics().forEach((name, number) -> numbers.put("link." + name, number));
        }
        return standing.status(dependencies.software(), numbers, failures.problem(), retained.warning());
    }

    /** Returns the number of open sessions of ONNX Runtime; on any thread. */
    int openSessions() {
        return runtime.openSessions();
    }

    /**
     * Refuses waiting requests, finishes those in progress, publishes the farewell, closes the model and ends all
     * threads. Waits at most 15 seconds; a model that takes longer to load is closed after loading.
     */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    /** @return false if a task still runs, and ends later */
    boolean close(Duration limit) {
        return control.close(
                () -> Cleanup.runAll(
                        dependencies.catalog()::close, () -> disconnect(true), requests::stop, keeper::clear),
                limit);
    }
}
