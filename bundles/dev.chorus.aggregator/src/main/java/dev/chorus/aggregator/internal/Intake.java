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
 * Decodes and checks messages on the link's dispatcher thread and passes them to the owner's thread without what is
 * not needed there, above all pictures. No method throws, whatever a peer sends.
 */
final class Intake {

    private static final byte[] NOTHING = {};
    private static final long BYTES_OF_REMOVAL = 400;

    private final String self;
    private final Topics topics;
    private final FamilyFuser fuser;
    private final Predicate<Runnable> owner;
    /**
     * For requests and results, which must not be displaced by statuses: one status may be as large as all of these.
     */
    private final MemoryBudget.Share small;

    /** For statuses and answers. */
    private final MemoryBudget.Share bulk;

    private final EventCounters events;
    private volatile Duration defaultDeadline;
    private volatile ResponseTopics responseTopics;

    /**
     * Creates an intake.
     *
     * @param self the instance id in answers
     * @param owner queues a task for the thread that owns the fuser; false if there is no room
     * @param memory budget for messages that wait for the owner
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
     * Applies a configuration; before the first message, and later at any time. Thread-safe.
     *
     * @param newDefaultDeadline for requests without a deadline
     * @param replyTopics where answers may be sent in addition to the result topic
     */
    void configure(Duration newDefaultDeadline, ReplyTopics replyTopics) {
        defaultDeadline = newDefaultDeadline;
        responseTopics = new ResponseTopics(topics, replyTopics);
    }

    /** Handles the status of a variant instance; an empty message removes it. */
    void status(Delivery delivery) {
        status(delivery, Status.Kind.VARIANT, fuser::status);
    }

    /**
     * Handles the status of an aggregator, this one included. An empty message does not end an aggregator: any client
     * can publish it, so the aggregator may be alive and answer its share, and if this one did so as well, requests
     * would have two answers. A dead aggregator is silent soon.
     */
    void peer(Delivery delivery) {
        if (delivery.retained()
                && topics.instanceOf(Status.Kind.AGGREGATOR, delivery.topic()).equals(Optional.of(self))) {
            // From an earlier run or connection, so it does not show that other aggregators know this one.
            return;
        }
        status(delivery, Status.Kind.AGGREGATOR, fuser::peer);
    }

    /** Handles the status of a requester. */
    void requester(Delivery delivery) {
        status(delivery, Status.Kind.REQUESTER, fuser::requester);
    }

    private void status(Delivery delivery, Status.Kind kind, ObjLongConsumer<Status> consumer) {
        Optional<String> instance = topics.instanceOf(kind, delivery.topic());
        if (instance.isEmpty()) {
            events.report("malformedStatus", "no valid instance name in topic " + delivery.topic());
            return;
        }
        if (delivery.payload().length == 0) {
            enqueue(small, BYTES_OF_REMOVAL, () -> fuser.removed(kind, instance.get(), System.nanoTime()));
            return;
        }
        try {
            Status status = StatusJson.decode(delivery.payload());
            check(status, kind, instance.get());
            enqueue(bulk, RetainedSize.of(status), () -> consumer.accept(status, System.nanoTime()));
        } catch (MalformedPayloadException e) {
            events.report("malformedStatus", delivery.topic() + ": " + e.getMessage());
        }
    }

    private void check(Status status, Status.Kind kind, String instance) throws MalformedPayloadException {
        if (status.kind() != kind || !status.id().equals(instance)) {
            throw new MalformedPayloadException("kind and id must be those of the topic, were "
                    + status.kind().wireName() + " and '" + status.id() + "'");
        }
        if (status.family() != null) {
            checkFamily(status.family());
        }
    }

    private void checkFamily(String family) throws MalformedPayloadException {
        if (!family.equals(topics.family())) {
            throw new MalformedPayloadException("family must be '" + topics.family() + "', was '" + family + "'");
        }
    }

    /** Handles an answer to a request; this aggregator also receives its own. */
    void answer(Delivery delivery) {
        if (isRetained(delivery)) {
            return;
        }
        try {
            FusedResult result = FusedResultJson.decode(delivery.payload());
            checkFamily(result.family());
            enqueue(bulk, RetainedSize.of(result), () -> fuser.answered(result, System.nanoTime()));
        } catch (MalformedPayloadException e) {
            events.report("malformedAnswers", delivery.topic() + ": " + e.getMessage());
        }
    }

    /** Handles a request. */
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
        enqueue(
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
                    RequestDeadline.USER_PROPERTY + " must be a whole number from 1 to "
                            + TopKResult.MAX_DEADLINE.toMillis() + ", was '" + named + "'");
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

    /** Handles a variant's Top-k frame. */
    void topK(Delivery delivery) {
        if (isRetained(delivery)) {
            return;
        }
        Optional<String> variant = topics.variantOf(delivery.topic());
        if (variant.isEmpty()) {
            events.report("malformedFrames", "no valid variant name in topic " + delivery.topic());
            return;
        }
        try {
            TopKResult result = TopKFrame.decode(delivery.payload());
            events.count("results");
            enqueue(small, RetainedSize.of(result), () -> fuser.result(variant.get(), result, System.nanoTime()));
        } catch (MalformedPayloadException e) {
            events.report("malformedFrames", delivery.topic() + ": " + e.getMessage());
        }
    }

    /**
     * Rejects retained messages: they were meant for the clients of their time, and would be handled on every
     * connect.
     */
    private boolean isRetained(Delivery delivery) {
        if (delivery.retained()) {
            events.report("retainedMessages", delivery.topic() + " holds a retained message, must not be retained");
        }
        return delivery.retained();
    }

    /** @param bytes heap size of the task while it waits */
    private void enqueue(MemoryBudget.Share memory, long bytes, Runnable task) {
        if (!memory.tryAdd(bytes)) {
            events.report("overflowed", "memory limit of waiting messages reached, dropped one");
            return;
        }
        boolean waits = owner.test(() -> {
            memory.add(-bytes);
            task.run();
        });
        if (!waits) {
            memory.add(-bytes);
            events.report("overflowed", "message queue full, dropped one");
        }
    }
}
