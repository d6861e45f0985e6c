package dev.chorus.aggregator.internal;

import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.window.PeerSet;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MqttLink;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One family's aggregation under way on two links: puts the parts together, begins and ends them. Not thread-safe but for
 * {@link #overview()}, {@link #peers()}, {@link #openWindows()} and {@link #connected}.
 */
final class Aggregator {

    /** How long ending waits for the answers to what is open; most take a few milliseconds. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

    /** How long ending waits until the broker has the last answers. */
    private static final Duration SEND_LIMIT = Duration.ofSeconds(1);

    private final MqttLink link;
    private final Topics topics;
    private final Consumer<FusedResult> onFused;
    private final AnswerPublisher publisher;
    private final FamilyFuser fuser;
    private final FamilyExecutor executor;
    private final Intake intake;
    private final MemoryBudget memory = MemoryBudget.ofHeap();

    /**
     * Puts the parts together; {@link #start} begins.
     *
     * @param link to receive by
     * @param answers to answer by
     * @param instance the id that answers name
     * @param onFused gets every fused result, on the family's thread
     * @param failures receives what tasks of the family's thread throw
     * @param onMembersChanged called on the family's thread when {@link #overview()} or {@link #peers()} has another value
     */
    Aggregator(
            MqttLink link,
            MqttLink answers,
            Topics topics,
            String instance,
            Settings settings,
            Consumer<FusedResult> onFused,
            EventCounters events,
            TaskFailureListener failures,
            Runnable onMembersChanged) {
        this.link = link;
        this.topics = topics;
        this.publisher = new AnswerPublisher(answers, topics, events);
        this.onFused = onFused;
        Outcomes outcomes = new Outcomes(publisher, this::fused, events);
        this.fuser = new FamilyFuser(
                instance,
                topics.family(),
                settings.windows(),
                settings.policy(),
                outcomes,
                events,
                new StatusCleaner(new StatusRemover(link, topics, events)::remove),
                onMembersChanged,
                this::subscribeToAnswers,
                () -> link.unsubscribe(topics.result()),
                link::renew,
                memory);
        this.executor = new FamilyExecutor("chorus-aggregator-" + topics.family(), fuser, failures);
        this.intake = new Intake(instance, topics, fuser, executor::offer, events, memory);
        this.intake.configure(settings.deadline(), settings.replyTopics());
    }

    /** Subscribes, and fuses as soon as the link is connected; once. */
    void start() {
        executor.start();
        boolean connected = link.state().connected();
        executor.execute(() -> {
            fuser.holdBack();
            if (connected) {
                // Another one has fused on this connection before.
                fuser.connected(true, System.nanoTime());
            } else {
                fuser.begin(System.nanoTime());
            }
        });
        // A session that is resumed may deliver answers of others; alone, this aggregator would receive nothing but its
        // own.
        subscribeToAnswers();
        // Status first: a result that comes before its variant is known counts for nothing.
        link.subscribe(topics.statusFilter(Status.Kind.AGGREGATOR), 1, intake::peer);
        link.subscribe(topics.statusFilter(Status.Kind.VARIANT), 1, intake::status);
        link.subscribe(topics.statusFilter(Status.Kind.REQUESTER), 1, intake::requester);
        link.subscribe(topics.topKFilter(), 1, intake::topK);
        link.subscribe(topics.request(), 1, intake::request);
    }

    private void fused(FusedResult result) {
        onFused.accept(result);
        fuser.fused(result);
    }

    private void subscribeToAnswers() {
        link.subscribe(topics.result(), 1, intake::answer);
    }

    /**
     * A connection stands; for any thread.
     *
     * @param then run afterwards on the family's thread
     */
    void connected(Runnable then) {
        // Never dropped: without it this aggregator takes old requests for its own.
        executor.execute(() -> {
            fuser.connected(link.resumed(), System.nanoTime());
            then.run();
        });
    }

    /** Other options from now on; the link and open windows stay. */
    void configure(Settings settings) {
        intake.configure(settings.deadline(), settings.replyTopics());
        executor.execute(() -> fuser.setOptions(settings.windows(), settings.policy(), System.nanoTime()));
    }

    /** The aggregators that are there; for any thread. */
    PeerSet peers() {
        return fuser.peers();
    }

    /** How many windows are open. */
    int openWindows() {
        return fuser.openWindows();
    }

    /** What is kept of peers, in bytes, and how much may be; for any thread. */
    Map<String, Long> memory() {
        return memory.counters();
    }

    /** The members and their condition; for any thread. */
    Overview overview() {
        return fuser.overview();
    }

    /**
     * Ends within a bounded time, and leaves at the broker what has not been taken, for the next life of this aggregator. What is open is
     * answered when its results are there, at the latest after {@link #DRAIN_LIMIT} with what there is. The links stay open.
     */
    void suspend() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        executor.execute(() -> fuser.drain(requests -> link.pause(delivery -> concerns(requests, delivery)), answered));
        try {
            answered.get(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Closed below with what there is.
        }
        executor.close(() -> {
            fuser.abandonUnasked(System.nanoTime());
            fuser.closeAll(System.nanoTime());
        });
        publisher.awaitSent(SEND_LIMIT);
    }

    /** Whether it is a variant's result or another aggregator's answer for one of these requests. */
    private boolean concerns(Set<RequestId> requests, Delivery delivery) {
        try {
            if (topics.variantOf(delivery.topic()).isPresent()) {
                return requests.contains(TopKFrame.decode(delivery.payload()).id());
            }
            return delivery.topic().equals(topics.result())
                    && requests.contains(
                            FusedResultJson.decode(delivery.payload()).id());
        } catch (MalformedPayloadException e) {
            return false;
        }
    }

    /** Unsubscribes, answers what is open with what there is, and ends within a bounded time. The links stay open. */
    void close() {
        link.unsubscribe(topics.request());
        link.unsubscribe(topics.topKFilter());
        link.unsubscribe(topics.statusFilter(Status.Kind.VARIANT));
        link.unsubscribe(topics.statusFilter(Status.Kind.REQUESTER));
        link.unsubscribe(topics.statusFilter(Status.Kind.AGGREGATOR));
        executor.close(() -> fuser.closeAll(System.nanoTime()));
        publisher.awaitSent(SEND_LIMIT);
        // After the thread that may have subscribed to it.
        link.unsubscribe(topics.result());
    }
}
