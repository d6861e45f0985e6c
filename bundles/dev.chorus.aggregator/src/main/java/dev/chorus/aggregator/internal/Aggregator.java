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
 * Runs the aggregation of one family on two links: creates, starts and ends its parts. Not thread-safe, except for
 * {@link #overview()}, {@link #peers()}, {@link #openWindows()} and {@link #connected}.
 */
final class Aggregator {

    /** How long ending waits for the answers of open windows; most take a few milliseconds. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

    /** How long ending waits for the broker to acknowledge the last answers. */
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
     * Creates the parts; {@link #start} starts them.
     *
     * @param link the link for receiving
     * @param answers the link for answers
     * @param instance the instance id in answers
     * @param onFused receives every fused result, on the family's thread
     * @param failures receives exceptions of tasks on the family's thread
     * @param onMembersChanged called on the family's thread when {@link #overview()} or {@link #peers()} changed
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

    /** Subscribes, and fuses as soon as the link is connected; call once. */
    void start() {
        executor.start();
        boolean connected = link.state().connected();
        executor.execute(() -> {
            fuser.holdBack();
            if (connected) {
                // An earlier aggregator has used this connection.
                fuser.connected(true, System.nanoTime());
            } else {
                fuser.begin(System.nanoTime());
            }
        });
        // A resumed session may deliver answers of peers; without peers this aggregator would receive only its own.
        subscribeToAnswers();
        // Statuses first: a result of an unknown variant is not counted.
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
     * Handles a new connection; thread-safe.
     *
     * @param then runs afterwards on the family's thread
     */
    void connected(Runnable then) {
        // Never dropped: without it this aggregator would answer old requests.
        executor.execute(() -> {
            fuser.connected(link.resumed(), System.nanoTime());
            then.run();
        });
    }

    /** Applies new options; the link and open windows stay. */
    void configure(Settings settings) {
        intake.configure(settings.deadline(), settings.replyTopics());
        executor.execute(() -> fuser.setOptions(settings.windows(), settings.policy(), System.nanoTime()));
    }

    /** Returns the live aggregators; thread-safe. */
    PeerSet peers() {
        return fuser.peers();
    }

    /** Returns the number of open windows. */
    int openWindows() {
        return fuser.openWindows();
    }

    /** Returns the memory used for peers and its limit, in bytes; thread-safe. */
    Map<String, Long> memory() {
        return memory.counters();
    }

    /** Returns the members and their condition; thread-safe. */
    Overview overview() {
        return fuser.overview();
    }

    /**
     * Ends within a bounded time, and leaves messages that were not taken at the broker, for the next run of this
     * aggregator. Open windows are answered when their results are there, at the latest after {@link #DRAIN_LIMIT}
     * with the results that have arrived. The links stay open.
     */
    void suspend() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        executor.execute(() -> fuser.drain(requests -> link.pause(delivery -> concerns(requests, delivery)), answered));
        try {
            answered.get(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Closed below with the results that have arrived.
        }
        executor.close(() -> {
            fuser.abandonUnasked(System.nanoTime());
            fuser.closeAll(System.nanoTime());
        });
        publisher.awaitSent(SEND_LIMIT);
    }

    /** Whether the delivery is a variant's result or another aggregator's answer for one of these requests. */
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

    /**
     * Unsubscribes, answers open windows with the results that have arrived, and ends within a bounded time. The
     * links stay open.
     */
    void close() {
        link.unsubscribe(topics.request());
        link.unsubscribe(topics.topKFilter());
        link.unsubscribe(topics.statusFilter(Status.Kind.VARIANT));
        link.unsubscribe(topics.statusFilter(Status.Kind.REQUESTER));
        link.unsubscribe(topics.statusFilter(Status.Kind.AGGREGATOR));
        executor.close(() -> fuser.closeAll(System.nanoTime()));
        publisher.awaitSent(SEND_LIMIT);
        // After the thread that may have subscribed to it has ended.
        link.unsubscribe(topics.result());
    }
}
