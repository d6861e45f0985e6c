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
 * Runs one variant: brings connection, model and workers in line with the configuration and with the models that are
 * offered. Its methods are for any thread and return at once, but for {@link #close()}.
 *
 * <p>All decisions are made on the control thread, which alone changes the fields, the connection and the workers.
 * What other threads read is volatile. After an error of the virtual machine on any of its threads it ends what it runs and
 * begins again with the last configuration.
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
    /** Where it was connected before; null before it has left any place. */
    private VariantOptions.Address left;

    private volatile Tuning tuning;
    private volatile Standing standing;
    private volatile VariantConnection connection;

    /**
     * Runs, and does nothing before it is configured.
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
     * Takes a configuration over; of several in short succession the last.
     *
     * @param properties of the component, whatever they are; not changed any more
     * @param secrets of the gateway; asked on the control thread
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

    /** The gateway's secrets have changed: reads the configuration again. */
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
        // Secrets may have taken their time.
        if (next != null && !control.closing()) {
            apply(next);
        }
    }

    private void apply(VariantOptions next) {
        options = next;
        keeper.forgetRefusals();
        if (connection != null && next.address().map(this::moves).orElse(false)) {
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
            beginToConnect(next.address().get());
        }
        if (next.problems().isEmpty()) {
            selectModel();
        }
        // A model may have taken its time.
        if (!control.closing()) {
            serve(next);
        }
    }

    /** An instance whose family or variant is missing now stays where it is known, to say so. */
    private boolean moves(VariantOptions.Address to) {
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
            // First: results of a variant whose status is not known do not count.
            standing = standing(connection.address());
            connection.publishStatus();
        }
        work();
        if (connection != null) {
            connection.listen(requests::accept);
        }
    }

    private void modelsChanged() {
        if (options != null && options.problems().isEmpty()) {
            selectModel();
            standingChanged();
            work();
        }
    }

    /** Has requests worked on, unless a model may still come: without one they would be refused. */
    private void work() {
        if (!awaitingModel || keeper.serving().isPresent()) {
            awaitingModel = false;
            requests.resize(options.threads());
        }
    }

    /** The model's bundle may start after this one. */
    private void awaitModel() {
        awaitingModel = true;
        control.schedule(
                () -> {
                    awaitingModel = false;
                    if (connection != null && options.problems().isEmpty()) {
                        work();
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

    /** Before the model is loaded: each takes about as long as the other. */
    private void beginToConnect(VariantOptions.Address address) {
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
        boolean resumes = left == null || address.sharesSessionWith(left);
        VariantConnection next = new VariantConnection(address, resumes, dependencies.links(), this::status, failures);
        if (options.problems().isEmpty()) {
            // What waits at the broker is delivered at once, and worked on as soon as there is a model.
            requests.expectBacklog();
            next.listen(requests::accept);
        }
        next.start();
        connection = next;
    }

    /**
     * Stops admitting requests first: whatever is admitted has its outcome before the connection is closed.
     *
     * @param comesBack whether the next connection continues what is left at the broker
     */
    private void disconnect(boolean comesBack) {
        VariantConnection old = connection;
        if (old != null) {
            left = old.address();
            Cleanup.runAll(
                    old::pause,
                    requests::stop,
                    () -> old.close(status().withState(State.STOPPED), comesBack),
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

    /** How the service is; on any thread, once there is a connection. */
    private Status status() {
        Map<String, Long> numbers = new TreeMap<>(counters.snapshot());
        numbers.put("openSessions", (long) runtime.openSessions());
        VariantConnection of = connection;
        if (of != null) {
            of.statistics().forEach((name, number) -> numbers.put("link." + name, number));
        }
        return standing.status(dependencies.software(), numbers, failures.problem(), retained.warning());
    }

    /** How many sessions of ONNX Runtime are open; on any thread. */
    int openSessions() {
        return runtime.openSessions();
    }

    /**
     * Refuses what waits, finishes what is being worked on, publishes the farewell, closes the model and ends all threads. Waits
     * for that 15 seconds at most; a model that takes longer to load is closed when it is loaded.
     */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    /** @return false if something still runs, and ends later */
    boolean close(Duration limit) {
        return control.close(
                () -> Cleanup.runAll(
                        dependencies.catalog()::close, () -> disconnect(true), requests::stop, keeper::clear),
                limit);
    }
}
