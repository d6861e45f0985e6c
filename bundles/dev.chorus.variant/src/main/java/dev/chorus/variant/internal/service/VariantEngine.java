package dev.chorus.variant.internal.service;

import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.mqtt.service.ClientIds;
import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.variant.internal.model.ModelCatalog;
import dev.chorus.variant.internal.model.ModelKeeper;
import dev.chorus.variant.internal.model.ModelPlace;
import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.request.Answers;
import dev.chorus.variant.internal.request.RequestHandler;
import dev.chorus.variant.internal.request.RequestIntake;
import dev.chorus.variant.internal.request.RequestQueue;
import dev.chorus.variant.internal.request.SeenIds;
import dev.chorus.variant.internal.request.Tuning;
import dev.chorus.variant.internal.request.Workers;
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
 * <p>All decisions are made on the control thread, which alone changes the fields, the keeper and the workers.
 * What other threads read is volatile.
 */
public final class VariantEngine implements ModelCatalog.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VariantEngine.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final List<String> LOADING = List.of("the model is being loaded");

    private final String name;
    private final Surroundings surroundings;
    private final SerialExecutor control;
    private final AtomicReference<Supplier<VariantOptions>> nextReading = new AtomicReference<>();

    private final Counters counters = new Counters();
    private final OnnxRuntime runtime = new OnnxRuntime();
    private final ModelKeeper keeper = new ModelKeeper(runtime, counters);
    private final RequestQueue queue;
    private final RequestIntake intake;
    private final Workers workers;

    private Supplier<VariantOptions> reading;
    private VariantOptions options;
    private List<String> modelProblems = List.of();

    private volatile Tuning tuning;
    private volatile Standing standing;
    private volatile Connection connection;

    /**
     * Runs, and does nothing before it is configured.
     *
     * @param name of the component on its gateway; a client id is made from it where none is configured
     */
    public VariantEngine(String name, Surroundings surroundings) {
        this.name = name;
        this.surroundings = surroundings;
        this.control =
                new SerialExecutor("chorus-variant-" + name, failure -> counters.count(InternalFailures.COUNTER));
        SeenIds seen = new SeenIds();
        Supplier<Tuning> currentTuning = () -> tuning;
        Answers answers = new Answers(currentTuning, keeper.slot(), seen, counters, System::nanoTime);
        this.queue = new RequestQueue(currentTuning, answers::refuse, System::nanoTime);
        this.intake = new RequestIntake(currentTuning, seen, queue, answers, counters);
        RequestHandler handler =
                new RequestHandler(currentTuning, keeper.slot(), new PictureDecoder(), answers, counters);
        this.workers = new Workers(queue, handler, "chorus-variant-" + name + "-worker");
        control.execute(() -> surroundings.catalog().open(this));
    }

    /**
     * Takes a configuration over; of several in short succession the last.
     *
     * @param properties of the component, whatever they are; not changed any more
     * @param secrets of the gateway; asked on the control thread
     */
    public void configure(Map<String, ?> properties, LinkSecrets secrets) {
        nextReading.set(() -> VariantOptions.read(properties, ClientIds.ofComponent(name), secrets));
        control.execute(() -> {
            Supplier<VariantOptions> next = nextReading.getAndSet(null);
            if (next != null) {
                reading = next;
                apply(next.get());
            }
        });
    }

    /** The gateway's secrets have changed: reads the configuration again. */
    public void secretsChanged() {
        control.execute(() -> {
            if (reading != null) {
                apply(reading.get());
            }
        });
    }

    @Override
    public void modelAdded() {
        control.execute(this::modelsChanged);
    }

    @Override
    public void modelRemoved() {
        control.schedule(this::modelsChanged, surroundings.updatePause());
    }

    private void apply(VariantOptions next) {
        options = next;
        keeper.forgetRefusals();
        if (connection != null
                && next.address().map(to -> !to.equals(connection.address())).orElse(false)) {
            disconnect();
        }
        if (!next.problems().isEmpty()) {
            LOG.error("Misconfigured: {}", String.join("; ", next.problems()));
        }
        if (connection == null && next.address().isPresent()) {
            beginToConnect(next.address().get());
        }
        if (next.problems().isEmpty()) {
            tuning = next.tuning();
            selectModel();
            workers.resize(next.threads());
        }
        if (connection != null && next.problems().isEmpty()) {
            connection.listen(intake::accept);
        } else if (connection != null) {
            connection.ignore();
        }
        standingChanged();
    }

    private void modelsChanged() {
        if (options != null && options.problems().isEmpty()) {
            selectModel();
            standingChanged();
        }
    }

    private void selectModel() {
        VariantOptions.Address address = options.address().orElseThrow();
        List<ModelPlace> places = options.modelFolder()
                .map(folder -> List.of(ModelPlace.folder(folder)))
                .orElseGet(() -> surroundings.catalog().offering(address.family(), address.variant()));
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
        }
        connect(address);
    }

    private void connect(VariantOptions.Address address) {
        standing = standing(address);
        connection = new Connection(address, surroundings.links(), this::status);
    }

    private void disconnect() {
        connection.ignore();
        queue.drain(Refusal.NO_MODEL);
        workers.resize(0);
        connection.close(status().withState(State.STOPPED));
        connection = null;
    }

    private void standingChanged() {
        if (connection != null) {
            standing = standing(connection.address());
            connection.statusChanged();
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
        Connection of = connection;
        if (of != null) {
            of.statistics().forEach((name, number) -> numbers.put("link." + name, number));
        }
        return standing.status(surroundings.software(), numbers);
    }

    /** How many sessions of ONNX Runtime are open; on any thread. */
    int openSessions() {
        return runtime.openSessions();
    }

    /**
     * Refuses what waits, finishes what is being worked on, says farewell, closes the model and ends all threads. Waits for
     * all that, a bounded time.
     */
    @Override
    public void close() {
        control.close(
                () -> {
                    surroundings.catalog().close();
                    if (connection != null) {
                        disconnect();
                    }
                    workers.resize(0);
                    keeper.clear();
                },
                PATIENCE);
    }
}
