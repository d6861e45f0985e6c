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
 * One family as it is seen from here. Its methods are for any thread and return at once, but for {@link #close()}. Connections begin
 * and end on the control thread.
 */
public final class FamilyWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FamilyWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration OVERTAKEN = Duration.ofMillis(200);

    private final String name;
    private final SerialExecutor control;
    private final Counters counters = new Counters();
    private final InternalFailures failures = new InternalFailures(counters, () -> {}, this::restartAfter);
    private final MemoryBudget budget = MemoryBudget.ofHeap();
    private final RequestHistory history = new RequestHistory(budget);
    private final InstanceRegistry variants = new InstanceRegistry(budget.share("variants", 20));
    private final InstanceRegistry aggregators = new InstanceRegistry(budget.share("aggregators", 10));

    /** Belongs to the control thread. */
    private Supplier<WatchOptions> reading;

    private volatile WatchOptions options;
    /** Set by the control thread. */
    private volatile FamilySubscriber subscriber;

    /** Set by the control thread; its content comes on the subscriber's dispatcher. */
    private volatile Optional<UncertainPictureStore> store = Optional.empty();

    /**
     * Does nothing before it is configured.
     *
     * @param name of the component on its gateway; part of its client id where none is configured
     */
    public FamilyWatch(String name) {
        this.name = name;
        this.control = new SerialExecutor("chorus-web-" + name, failures);
    }

    /**
     * Takes a configuration over. Another broker or family takes another connection, and what was seen is forgotten.
     *
     * @param properties of the component, whatever they are; not changed any more
     * @param secrets of the gateway; asked on the control thread
     */
    public void configure(Map<String, ?> properties, LinkSecrets secrets) {
        control.execute(() -> {
            reading = () -> WatchOptions.read(properties, name, secrets);
            apply(reading.get());
        });
    }

    /** The gateway's secrets are others: the configuration is read again. */
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
            LOG.error("Misconfigured: {}", String.join("; ", next.problems()));
        }
        options = next;
        history.setMost(next.resultsKept());
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
                    next.address().get(), history, variants, aggregators, counters, this::resultCame, failures);
        }
    }

    private void resultCame(RequestId id) {
        store.ifPresent(
                keeping -> keeping.resultCame(() -> uncertainty(id, keeping.options()), () -> history.picture(id)));
    }

    private Optional<Uncertainty> uncertainty(RequestId id, KeepOptions keep) {
        return history.result(id)
                .flatMap(seen -> Uncertainty.of(seen.result(), seen.at(), seen.said(), keep, this::labels));
    }

    private void publish(Publication publication) {
        FamilySubscriber hearing = subscriber;
        if (hearing != null) {
            hearing.publish(publication);
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

    /** Of the component on its gateway. */
    public String name() {
        return name;
    }

    /** The family's name; empty where the configuration does not say it. */
    public Optional<String> family() {
        return Optional.ofNullable(options).map(WatchOptions::family);
    }

    /** Why nothing can be seen or asked at the moment; empty if it can. */
    public Optional<String> problem() {
        WatchOptions current = options;
        FamilySubscriber hearing = subscriber;
        if (current == null) {
            return Optional.of("not configured yet");
        }
        if (!current.problems().isEmpty()) {
            return Optional.of(String.join("; ", current.problems()));
        }
        return hearing == null ? Optional.of("connecting") : hearing.problem();
    }

    /** The latest internal error for people, for ten minutes; empty if there was none. Calls are answered nevertheless. */
    public Optional<String> failure() {
        return failures.problem();
    }

    /** Counts a call about this family that was refused because of others. */
    public void callRefused() {
        counters.count("refusedCalls");
    }

    /** The largest picture that is sent, in bytes. */
    public int maxPictureBytes() {
        WatchOptions current = options;
        return current == null ? 0 : current.maxPictureBytes();
    }

    /** Of an answer, where who asks does not say so. */
    public Duration defaultDeadline() {
        return options.deadline();
    }

    /**
     * Asks about a picture.
     *
     * @return the reply fails as that of {@link RequestClient#ask} does
     */
    public Question ask(byte[] picture, Duration deadline) {
        byte[] id = RequestClient.newId();
        RequestId request = RequestId.of(id, picture);
        FamilySubscriber hearing = subscriber;
        if (hearing == null) {
            return new Question(
                    request,
                    CompletableFuture.failedFuture(
                            new IllegalStateException(problem().orElse("the connection has just gone"))));
        }
        history.picture(request, picture);
        counters.count("asked");
        return new Question(request, hearing.ask(id, picture, deadline));
    }

    /**
     * A picture that was asked about.
     *
     * @param request its id
     * @param reply the fused answer
     */
    public record Question(RequestId request, CompletableFuture<Response> reply) {}

    /**
     * What variants have said of a request. Waits a moment for those who are in the answer: that may overtake them, since it comes by
     * another connection.
     *
     * @throws InterruptedException if the caller is interrupted meanwhile
     */
    public Map<String, TopKResult> said(FusedResult answer) throws InterruptedException {
        Set<String> spoken = new HashSet<>(answer.contributors());
        spoken.addAll(answer.refusals().keySet());
        return history.awaitSaid(answer, spoken, OVERTAKEN);
    }

    /** The last status of each variant's instance, by id. */
    public List<Status> variants() {
        return variants.all();
    }

    /** The last status of each aggregator, by id. */
    public List<Status> aggregators() {
        return aggregators.all();
    }

    /** The last results, the newest first. */
    public List<SeenResult> results(int atMost) {
        return history.results(atMost);
    }

    /** One result, if it is remembered. */
    public Optional<SeenResult> result(RequestId id) {
        return history.result(id);
    }

    /** One picture, if it is remembered; not to be changed. */
    public Optional<byte[]> picture(RequestId id) {
        return history.picture(id);
    }

    /** The labels of what a variant said; empty if none that is known serves them. */
    public Optional<LabelSet> labels(TopKResult said) {
        return variants.labelSet(said.fingerprint());
    }

    /** What has happened here since the start, and on the connections since they were made. */
    public Map<String, Long> counters() {
        Map<String, Long> numbers = counters.snapshot();
        numbers.putAll(budget.counters());
        FamilySubscriber hearing = subscriber;
        if (hearing != null) {
            numbers.putAll(hearing.counters());
        }
        return numbers;
    }

    /** Disconnects and ends all threads; waits a bounded time. */
    @Override
    public void close() {
        control.close(this::disconnect, PATIENCE);
    }
}
