package dev.chorus.aggregator.internal;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestDeadline;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.RetainedSize;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.window.ReplyTo;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;

/**
 * Decodes and checks messages on the link's dispatcher thread and hands them to the owner's thread
 * without what is not needed there, a picture above all. Whatever a peer sends, no method throws.
 */
final class Intake {

    private static final byte[] NOTHING = {};
    private static final long BYTES_OF_REMOVAL = 400;

    private final String self;
    private final Topics topics;
    private final FamilyFuser fuser;
    private final Predicate<Runnable> owner;
    /** For requests and results, which statuses must not keep out: one of these may be as large as all others. */
    private final MemoryBudget.Share small;

    /** For statuses and answers. */
    private final MemoryBudget.Share bulk;

    private final EventCounters events;
    private volatile Duration defaultDeadline;
    private volatile ResponseTopics responseTopics;

    /**
     * @param self the instance that answers name
     * @param owner takes a task for the thread that owns the fuser; false if there is no room for it
     * @param memory for messages that wait for the owner
     */
    Intake(
            String self,
            Topics topics,
            FamilyFuser fuser,
            Predicate<Runnable> owner,
            EventCounters events,
            MemoryBudget memory) {
        this.self = self;
        this.topics = topics;
        this.fuser = fuser;
        this.owner = owner;
        this.events = events;
        this.small = memory.share("waiting", 6);
        this.bulk = memory.share("bulk", 6);
    }

    /**
     * Takes a configuration over; before the first message, and again at any time. Safe for any thread.
     *
     * @param newDefaultDeadline for requests that name none
     * @param replyTopics where answers may go in addition to the result topic
     */
    void configure(Duration newDefaultDeadline, ReplyTopics replyTopics) {
        defaultDeadline = newDefaultDeadline;
        responseTopics = new ResponseTopics(topics, replyTopics);
    }

    /** A variant instance's status; an empty one says that it was removed. */
    void status(Delivery delivery) {
        status(delivery, Status.Kind.VARIANT, fuser::status);
    }

    /**
     * An aggregator's status, this one's too. An empty one does not end it: any client can publish it, so the aggregator may be alive
     * and answer its share, and if this one answered it as well, requests would have two answers. A dead one is silent soon.
     */
    void peer(Delivery delivery) {
        if (delivery.retained()
                && topics.instanceOf(Status.Kind.AGGREGATOR, delivery.topic()).equals(Optional.of(self))) {
            // Of an earlier life or connection, so it does not show that other aggregators know this one.
            return;
        }
        status(delivery, Status.Kind.AGGREGATOR, fuser::peer);
    }

    /** A requester's status. */
    void requester(Delivery delivery) {
        status(delivery, Status.Kind.REQUESTER, fuser::requester);
    }

    private void status(Delivery delivery, Status.Kind kind, ObjLongConsumer<Status> said) {
        Optional<String> instance = topics.instanceOf(kind, delivery.topic());
        if (instance.isEmpty()) {
            events.report("malformedStatus", "no instance is called like in " + delivery.topic());
            return;
        }
        if (delivery.payload().length == 0) {
            hand(small, BYTES_OF_REMOVAL, () -> fuser.removed(kind, instance.get(), System.nanoTime()));
            return;
        }
        try {
            Status status = StatusJson.decode(delivery.payload());
            check(status, kind, instance.get());
            hand(bulk, RetainedSize.of(status), () -> said.accept(status, System.nanoTime()));
        } catch (MalformedPayloadException e) {
            events.report("malformedStatus", delivery.topic() + ": " + e.getMessage());
        }
    }

    private void check(Status status, Status.Kind kind, String instance) throws MalformedPayloadException {
        if (status.kind() != kind || !status.id().equals(instance)) {
            throw new MalformedPayloadException("kind and id are "
                    + status.kind().wireName() + " and '" + status.id() + "', allowed are those of the topic");
        }
        if (status.family() != null) {
            checkFamily(status.family());
        }
    }

    private void checkFamily(String family) throws MalformedPayloadException {
        if (!family.equals(topics.family())) {
            throw new MalformedPayloadException("family is '" + family + "', allowed is '" + topics.family() + "'");
        }
    }

    /** An answer to a request; this aggregator receives its own, too. */
    void answer(Delivery delivery) {
        if (isRetained(delivery)) {
            return;
        }
        try {
            FusedResult result = FusedResultJson.decode(delivery.payload());
            checkFamily(result.family());
            hand(bulk, RetainedSize.of(result), () -> fuser.answered(result, System.nanoTime()));
        } catch (MalformedPayloadException e) {
            events.report("malformedAnswers", delivery.topic() + ": " + e.getMessage());
        }
    }

    /** A request. */
    void request(Delivery delivery) {
        if (isRetained(delivery)) {
            return;
        }
        MessageProperties properties = delivery.properties();
        byte[] correlationData = properties.correlationData().orElse(NOTHING);
        RequestId id = RequestId.of(correlationData, delivery.payload());
        Duration deadline = deadline(properties);
        ReplyTo replyTo = replyTo(properties, correlationData);
        long receivedNanos = delivery.receivedNanos();
        events.count("requests");
        boolean resent = properties.isResent();
        hand(
                small,
                ReplyTo.bytes(replyTo),
                () -> fuser.request(id, deadline, replyTo, resent, receivedNanos, System.nanoTime()));
    }

    private Duration deadline(MessageProperties properties) {
        String named = properties.userProperties().get(RequestDeadline.USER_PROPERTY);
        RequestDeadline deadline = RequestDeadline.of(named, properties.expiry().orElse(null), defaultDeadline);
        if (deadline.malformed()) {
            events.report(
                    "malformedDeadlines",
                    RequestDeadline.USER_PROPERTY + " is '" + named + "', allowed is a whole number within 1.."
                            + TopKResult.MAX_DEADLINE.toMillis());
        }
        return deadline.duration();
    }

    private ReplyTo replyTo(MessageProperties properties, byte[] correlationData) {
        if (properties.responseTopic().isEmpty()) {
            return null;
        }
        String topic = properties.responseTopic().get();
        Optional<String> problem = responseTopics.problem(topic);
        problem.ifPresent(text -> events.report("refusedResponseTopics", text));
        return problem.isPresent() ? null : new ReplyTo(topic, correlationData);
    }

    /** A variant's Top-k frame. */
    void topK(Delivery delivery) {
        if (isRetained(delivery)) {
            return;
        }
        Optional<String> variant = topics.variantOf(delivery.topic());
        if (variant.isEmpty()) {
            events.report("malformedFrames", "no variant is called like in " + delivery.topic());
            return;
        }
        try {
            TopKResult result = TopKFrame.decode(delivery.payload());
            events.count("results");
            hand(small, RetainedSize.of(result), () -> fuser.result(variant.get(), result, System.nanoTime()));
        } catch (MalformedPayloadException e) {
            events.report("malformedFrames", delivery.topic() + ": " + e.getMessage());
        }
    }

    /** What the broker kept was meant for those who were there at the time; here it would be answered at every connect. */
    private boolean isRetained(Delivery delivery) {
        if (delivery.retained()) {
            events.report("retainedMessages", delivery.topic() + " holds a retained message, allowed is none");
        }
        return delivery.retained();
    }

    /** @param bytes of heap that the task takes while it waits */
    private void hand(MemoryBudget.Share memory, long bytes, Runnable task) {
        if (!memory.tryAdd(bytes)) {
            events.report("overflowed", "messages that wait take too much memory, one was dropped");
            return;
        }
        boolean waits = owner.test(() -> {
            memory.add(-bytes);
            task.run();
        });
        if (!waits) {
            memory.add(-bytes);
            events.report("overflowed", "messages come faster than they are handled, one was dropped");
        }
    }
}
