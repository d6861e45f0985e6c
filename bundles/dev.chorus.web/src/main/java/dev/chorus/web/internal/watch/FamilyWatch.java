package dev.chorus.web.internal.watch;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.mqtt.request.Response;
import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.web.internal.keep.KeepOptions;
import dev.chorus.web.internal.keep.UncertainPictureStore;
import dev.chorus.web.internal.keep.Uncertainty;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one family and sends requests to it. Methods are for any thread and return at once, except
 * {@link #close()}. Connections begin and end on the control thread.
 */
public final class FamilyWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FamilyWatch.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
    private static final Duration OVERTAKEN = Duration.ofMillis(200);

    private final String name;
    private final SerialExecutor control;
    private final Counters counters = new Counters();
    private final InternalFailures failures = new InternalFailures(counters, () -> {}, this::restartAfter);
    private final MemoryBudget budget = MemoryBudget.ofHeap();
    private final RequestHistory history = new RequestHistory(budget);
    private final InstanceRegistry variants = new InstanceRegistry(budget.share("variants", 20));
    private final InstanceRegistry aggregators = new InstanceRegistry(budget.share("aggregators", 10));

    /** Accessed by the control thread only. */
    private Supplier<WatchOptions> reading;

    private volatile WatchOptions options;
    /** Set by the control thread. */
    private volatile FamilySubscriber subscriber;

    /** Set by the control thread; its content is updated on the subscriber's dispatcher. */
    private volatile Optional<UncertainPictureStore> store = Optional.empty();

    /**
     * Creates a watch that is idle until configured.
     *
     * @param name of the component on its gateway; part of its client id where none is configured
     */
    public FamilyWatch(String name) {
        this.name = name;
        this.control = new SerialExecutor("chorus-web-" + name, failures);
    }

    /**
     * Applies a configuration. Another broker or family requires a new connection; the results of the previous one
     * are discarded.
     *
     * @param properties of the component, unchecked; no longer modified
     * @param secrets of the gateway; read on the control thread
     */
    public void configure(Map<String, ?> properties, LinkSecrets secrets) {
        control.execute(() -> {
            reading = () -> WatchOptions.read(properties, name, secrets);
            apply(reading.get());
        });
    }

    /** Reads the configuration again after the gateway's secrets have changed. */
    public void secretsChanged() {
        control.execute(() -> {
            if (reading != null) {
                apply(reading.get());
            }
        });
    }

    private void restartAfter(Duration pause) {
        control.schedule(
                () -> {
                    disconnect();
                    if (reading != null) {
                        apply(reading.get());
                    }
                },
                pause);
    }

    private void apply(WatchOptions next) {
        if (!next.problems().isEmpty()) {
            LOG.error("Invalid configuration, idle until corrected: {}", String.join("; ", next.problems()));
        }
        options = next;
        history.setMaxResults(next.resultsKept());
        if (subscriber != null && !next.address().equals(Optional.of(subscriber.address()))) {
            disconnect();
        }
        boolean works = next.address().isPresent() && next.problems().isEmpty();
        if (store.isPresent() && (!works || !store.get().options().equals(next.keep()))) {
            stopKeeping();
        }
        if (works && store.isEmpty()) {
            store = UncertainPictureStore.of(
                    next.keep(), next.address().get().topics(), this::publish, counters, failures);
        }
        if (subscriber == null && works) {
            subscriber = new FamilySubscriber(
                    next.address().get(), history, variants, aggregators, counters, this::resultReceived, failures);
        }
    }

    private void resultReceived(RequestId id) {
        store.ifPresent(
                keeping -> keeping.resultReceived(() -> uncertainty(id, keeping.options()), () -> history.picture(id)));
    }

    private Optional<Uncertainty> uncertainty(RequestId id, KeepOptions keep) {
        return history.result(id)
                .flatMap(seen -> Uncertainty.of(seen.result(), seen.at(), seen.topK(), keep, this::labels));
    }

    private void publish(Publication publication) {
        FamilySubscriber connection = subscriber;
        if (connection != null) {
            connection.publish(publication);
        }
    }

    private void stopKeeping() {
        Optional<UncertainPictureStore> old = store;
        store = Optional.empty();
        old.ifPresent(UncertainPictureStore::close);
    }

    private void disconnect() {
        stopKeeping();
        FamilySubscriber old = subscriber;
        subscriber = null;
        Cleanup.runAll(
                () -> {
                    if (old != null) {
                        old.close();
                    }
                },
                history::clear,
                variants::clear,
                aggregators::clear);
    }

    /** Returns the name of the component on its gateway. */
    public String name() {
        return name;
    }

    /** Returns the family's name; empty where the configuration has none. */
    public Optional<String> family() {
        return Optional.ofNullable(options).map(WatchOptions::family);
    }

    /** Returns why the family cannot be watched or asked at the moment; empty if it can. */
    public Optional<String> problem() {
        WatchOptions current = options;
        FamilySubscriber connection = subscriber;
        if (current == null) {
            return Optional.of("not configured yet");
        }
        if (!current.problems().isEmpty()) {
            return Optional.of(String.join("; ", current.problems()));
        }
        return connection == null ? Optional.of("connecting") : connection.problem();
    }

    /**
     * Returns the latest internal error for operators, for ten minutes; empty if there was none. Calls are answered
     * nevertheless.
     */
    public Optional<String> failure() {
        return failures.problem();
    }

    /** Counts a call about this family that was rejected by a limit on all calls. */
    public void callRefused() {
        counters.count("refusedCalls");
    }

    /** Returns the maximum size of a picture in bytes. */
    public int maxPictureBytes() {
        WatchOptions current = options;
        return current == null ? 0 : current.maxPictureBytes();
    }

    /** Returns the deadline of requests that have none. */
    public Duration defaultDeadline() {
        return options.deadline();
    }

    /**
     * Sends a picture to the family.
     *
     * @return its reply fails as that of {@link RequestClient#ask} does
     */
    public Question ask(byte[] picture, Duration deadline) {
        byte[] id = RequestClient.newId();
        RequestId request = RequestId.of(id, picture);
        FamilySubscriber connection = subscriber;
        if (connection == null) {
            return new Question(
                    request,
                    CompletableFuture.failedFuture(
                            new IllegalStateException(problem().orElse("the connection was closed"))));
        }
        history.picture(request, picture);
        counters.count("asked");
        return new Question(request, connection.ask(id, picture, deadline));
    }

    /**
     * A request for a picture.
     *
     * @param request its id
     * @param reply the fused answer
     */
    public record Question(RequestId request, CompletableFuture<Response> reply) {}

    /**
     * Returns the Top-k results of a request. Waits a moment for variants that are in the answer: the answer may
     * overtake their results, since it arrives over another connection.
     *
     * @throws InterruptedException if the caller is interrupted meanwhile
     */
    public Map<String, TopKResult> topK(FusedResult answer) throws InterruptedException {
        Set<String> expected = new HashSet<>(answer.contributors());
        expected.addAll(answer.refusals().keySet());
        return history.awaitTopK(answer, expected, OVERTAKEN);
    }

    /** Returns the latest status of each variant instance, by id. */
    public List<Status> variants() {
        return variants.all();
    }

    /** Returns the latest status of each aggregator, by id. */
    public List<Status> aggregators() {
        return aggregators.all();
    }

    /** Returns the latest results, the newest first. */
    public List<SeenResult> results(int atMost) {
        return history.results(atMost);
    }

    /** Returns a result if it is in memory. */
    public Optional<SeenResult> result(RequestId id) {
        return history.result(id);
    }

    /** Returns a picture if it is in memory; not to be modified. */
    public Optional<byte[]> picture(RequestId id) {
        return history.picture(id);
    }

    /** Returns the labels of a Top-k result; empty if no known instance serves them. */
    public Optional<LabelSet> labels(TopKResult result) {
        return variants.labelSet(result.fingerprint());
    }

    /** Returns the counters of this watch since its start, and of the connections since they were opened. */
    public Map<String, Long> counters() {
        Map<String, Long> numbers = counters.snapshot();
        numbers.putAll(budget.counters());
        FamilySubscriber connection = subscriber;
        if (connection != null) {
            numbers.putAll(connection.counters());
        }
        return numbers;
    }

    /** Disconnects and ends all threads; waits a bounded time. */
    @Override
    public void close() {
        control.close(this::disconnect, CLOSE_LIMIT);
    }
}
