package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.window.Peers;
import dev.chorus.mqtt.api.MqttLink;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One family's aggregation under way on two links: puts the parts together, begins and ends them. Not thread-safe but for
 * {@link #overview()}, {@link #peers()}, {@link #openWindows()} and {@link #connected()}.
 */
final class Aggregator {

    private static final int MAX_WAITING_MESSAGES = 4096;

    /** For the answers that are given last. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final MqttLink link;
    private final Topics topics;
    private final Consumer<FusedResult> onFused;
    private final AnswerPublisher publisher;
    private final FamilyFuser fuser;
    private final OwnerThread owner;
    private final Intake intake;

    /**
     * Begins at once, hearing as soon as the link is connected.
     *
     * @param link to hear by
     * @param answers to answer by
     * @param instance the id that answers name
     * @param onFused gets every fused result, on the owner's thread
     * @param onMembersChanged called on the owner's thread when {@link #overview()} or {@link #peers()} has another value
     */
    Aggregator(
            MqttLink link,
            MqttLink answers,
            Topics topics,
            String instance,
            Settings settings,
            Consumer<FusedResult> onFused,
            Tally tally,
            Runnable onMembersChanged) {
        this.link = link;
        this.topics = topics;
        this.publisher = new AnswerPublisher(answers, topics, tally);
        this.onFused = onFused;
        Outcomes outcomes = new Outcomes(publisher, this::fused, tally);
        this.fuser = new FamilyFuser(
                instance, topics.family(), settings.windows(), outcomes, tally, onMembersChanged, this::hearAnswers);
        this.owner = new OwnerThread(
                "chorus-aggregator-" + topics.family(), MAX_WAITING_MESSAGES, fuser::whatIsDue, this::stalled, tally);
        this.intake = new Intake(instance, topics, fuser, owner::offer, tally, settings.deadline());
        connected();
        // Status first: a result that comes before its variant is known counts for nothing.
        link.subscribe(topics.statusFilter(Status.Kind.AGGREGATOR), 1, intake::peer);
        link.subscribe(topics.statusFilter(Status.Kind.VARIANT), 1, intake::status);
        link.subscribe(topics.topKFilter(), 1, intake::topK);
        link.subscribe(topics.request(), 1, intake::request);
    }

    private void fused(FusedResult result) {
        onFused.accept(result);
        fuser.fused(result);
    }

    /** Not before there is another aggregator: a lonely one would hear itself only. */
    private void hearAnswers() {
        link.subscribe(topics.result(), 1, intake::answer);
    }

    /** Old requests still come in, faster than the answers that others gave to them: none of that is wanted. */
    private void stalled(long nowNanos) {
        if (fuser.stalled(nowNanos)) {
            link.renew();
        }
    }

    /** A connection stands; for any thread. */
    void connected() {
        owner.offer(() -> fuser.connected(System.nanoTime()));
    }

    /**
     * Other options from now on; the link and open windows stay.
     *
     * @throws InterruptedException if the caller is interrupted while it waits for room in the owner's queue
     */
    void configure(Settings settings) throws InterruptedException {
        intake.setDefaultDeadline(settings.deadline());
        owner.submit(() -> fuser.setOptions(settings.windows(), System.nanoTime()));
    }

    /** The aggregators that are there; for any thread. */
    Peers peers() {
        return fuser.peers();
    }

    /** How many windows are open. */
    int openWindows() {
        return fuser.openWindows();
    }

    /** Who is there; for any thread. */
    Overview overview() {
        return fuser.overview();
    }

    /**
     * Hears no more, answers what is open with what there is, and ends within a bounded time. The links stay open.
     *
     * @throws InterruptedException if the caller is interrupted meanwhile; it ends all the same
     */
    void close() throws InterruptedException {
        link.unsubscribe(topics.request());
        link.unsubscribe(topics.topKFilter());
        link.unsubscribe(topics.statusFilter(Status.Kind.VARIANT));
        link.unsubscribe(topics.statusFilter(Status.Kind.AGGREGATOR));
        owner.close(() -> fuser.closeAll(System.nanoTime()));
        publisher.awaitSent(PATIENCE);
        // After the thread that may have subscribed to it.
        link.unsubscribe(topics.result());
    }
}
