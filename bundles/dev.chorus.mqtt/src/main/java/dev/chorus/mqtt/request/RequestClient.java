package dev.chorus.mqtt.request;

import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestDeadline;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishGate;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one family over a link. Any thread may ask, none waits. Replies are completed on a thread of the link or of the
 * platform, so what is chained to them must not block.
 */
public final class RequestClient implements AutoCloseable {

    /** How long after its deadline an answer is still waited for: its way through the network. */
    public static final Duration GRACE = Duration.ofSeconds(1);

    /**
     * How long after an aggregator is back requests without an answer are sent again: what waited for it at the broker is answered by then.
     */
    static final Duration RETURN_PAUSE = Duration.ofMillis(700);

    private static final Logger LOG = LoggerFactory.getLogger(RequestClient.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int REPLY_TOPIC_BYTES = 8;

    private final MqttLink link;
    private final Topics topics;
    private final String replyTopic;
    private final Set<Kind> seen = ConcurrentHashMap.newKeySet();
    private final PendingRequests open = new PendingRequests();
    private final AggregatorStates aggregators = new AggregatorStates();
    private final LongAdder malformed = new LongAdder();
    /** Requests that the broker has acknowledged and that have no answer yet. */
    private final Set<Request> unanswered = ConcurrentHashMap.newKeySet();

    /** A request as it was published; one equals no other. */
    private static final class Request {

        private final byte[] id;
        private final byte[] picture;
        private final long askedNanos;
        private final long untilNanos;

        Request(byte[] id, byte[] picture, Duration deadline) {
            this.id = id;
            this.picture = picture;
            this.askedNanos = System.nanoTime();
            this.untilNanos = askedNanos + deadline.toNanos();
        }
    }

    /**
     * Hears answers from now on.
     *
     * @param link its buffers must hold the pictures asked at a time; stays the caller's
     * @param topics of the family to ask
     */
    public RequestClient(MqttLink link, Topics topics) {
        this.link = link;
        this.topics = topics;
        this.replyTopic = topics.root() + "/" + topics.family() + "/reply/"
                + HexFormat.of().formatHex(newId(REPLY_TOPIC_BYTES));
        link.subscribe(topics.statusFilter(Kind.AGGREGATOR), 1, status -> see(Kind.AGGREGATOR, status));
        link.subscribe(topics.statusFilter(Kind.VARIANT), 1, status -> see(Kind.VARIANT, status));
        link.subscribe(topics.result(), 1, this::hear);
        link.subscribe(replyTopic, 1, this::hear);
    }

    /** A fresh request id of 16 random bytes. */
    public static byte[] newId() {
        return newId(RequestId.MAX_LENGTH);
    }

    private static byte[] newId(int length) {
        byte[] id = new byte[length];
        RANDOM.nextBytes(id);
        return id;
    }

    /** A request id and the one it becomes where the broker drops Correlation Data: an answer may carry either. */
    public static List<RequestId> idsOf(byte[] id, byte[] picture) {
        return List.of(RequestId.of(id, picture), RequestId.of(null, picture));
    }

    /**
     * Publishes a picture, again if the broker knows of nobody who serves the family, and not before
     * somebody is back if it was started anew ({@link FamilyAvailability}). A request without an answer is sent again on a connection for
     * which the broker has kept nothing, and once after no aggregator was in service for a while: the request or its answer may be gone with
     * what had been acknowledged. After the deadline it is no longer sent.
     *
     * @param id what the request is to be known by, 1 to 16 bytes, not one used before; handed over
     * @param picture a JPEG or PNG file as it is; handed over, held until there is an answer
     * @param deadline how long the answer may take, 1 ms to 60 s
     * @return the reply; fails with a {@link TimeoutException} {@link #GRACE} after the deadline, which is a {@link NoAggregatorException} if no
     *     aggregator was in service for some of that time, with a {@link dev.chorus.mqtt.api.PublishException} when the picture did not get to the broker
     */
    public CompletableFuture<Response> ask(byte[] id, byte[] picture, Duration deadline) {
        CompletableFuture<Response> reply = open.open(idsOf(id, picture), System.nanoTime());
        Request request = new Request(id, picture, deadline);
        reply.whenComplete((answer, problem) -> unanswered.remove(request));
        publish(request, properties(id, deadline)).whenComplete((nothing, problem) -> {
            if (problem != null) {
                reply.completeExceptionally(problem);
                return;
            }
            unanswered.add(request);
            if (reply.isDone()) {
                unanswered.remove(request);
            }
        });
        CompletableFuture<Void> alarm =
                new CompletableFuture<Void>().orTimeout(deadline.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        alarm.whenComplete((nothing, late) -> {
            if (late != null) {
                reply.completeExceptionally(unanswered(request, deadline));
            }
        });
        reply.whenComplete((answer, problem) -> alarm.complete(null));
        return reply;
    }

    private TimeoutException unanswered(Request request, Duration deadline) {
        String message = "no answer within " + deadline.toMillis() + " ms";
        return aggregators
                .absenceSince(request.askedNanos)
                .<TimeoutException>map(why -> new NoAggregatorException(message + ": " + why))
                .orElseGet(() -> new TimeoutException(message));
    }

    private MessageProperties properties(byte[] id, Duration deadline) {
        return MessageProperties.EMPTY
                .withCorrelationData(id)
                .withResponseTopic(replyTopic)
                .withExpiry(deadline)
                .withUserProperty(RequestDeadline.USER_PROPERTY, Long.toString(deadline.toMillis()));
    }

    private CompletableFuture<Void> publish(Request request, MessageProperties properties) {
        return link.publishUntilHeard(
                Publication.atLeastOnce(topics.request(), request.picture).with(properties));
    }

    /** What was not acknowledged the link sends again by itself. On the link thread. */
    private PublishGate newConnectionWithoutSession() {
        sendAgain(System.nanoTime());
        return new FamilyAvailability(topics);
    }

    /** Sends the requests again that were asked before a time and have no answer. Never blocks. */
    private void sendAgain(long beforeNanos) {
        long now = System.nanoTime();
        unanswered.forEach(request -> {
            Duration left = Duration.ofNanos(request.untilNanos - now);
            if (request.askedNanos - beforeNanos < 0 && left.toMillis() > 0) {
                publish(request, properties(request.id, left).asResent());
            }
        });
    }

    /** On a thread of the link. */
    private void trackAggregator(Delivery delivery, State state) {
        long now = System.nanoTime();
        Optional<String> instance = topics.instanceOf(Kind.AGGREGATOR, delivery.topic());
        if (instance.isPresent() && aggregators.update(instance.get(), state, now)) {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, RETURN_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                    .thenRun(() -> sendAgain(now));
        }
    }

    /** A family that was never seen at work is not waited for: perhaps the requester is not let read statuses. */
    private void see(Kind kind, Delivery delivery) {
        if (delivery.payload().length == 0) {
            if (kind == Kind.AGGREGATOR) {
                trackAggregator(delivery, null);
            }
            return;
        }
        try {
            Status status = StatusJson.decode(delivery.payload());
            if (kind == Kind.AGGREGATOR) {
                trackAggregator(delivery, status.state());
            }
            if (status.state().isAwaited() && seen.add(kind) && isFamilyKnown()) {
                link.hold(topics.request(), this::newConnectionWithoutSession);
            }
        } catch (MalformedPayloadException e) {
            refuse(delivery, e);
        }
    }

    /** Whether the family was seen at work. */
    boolean isFamilyKnown() {
        return seen.containsAll(FamilyAvailability.NEEDED);
    }

    /** Whether an aggregator of the family has said that it is in service; without one nobody answers. */
    public boolean haveHeardOfAggregator() {
        return seen.contains(Kind.AGGREGATOR);
    }

    private void hear(Delivery delivery) {
        try {
            open.answer(FusedResultJson.decode(delivery.payload()), delivery.receivedNanos());
        } catch (MalformedPayloadException e) {
            refuse(delivery, e);
        }
    }

    private void refuse(Delivery delivery, MalformedPayloadException problem) {
        malformed.increment();
        LOG.debug("Malformed message on {}: {}", delivery.topic(), problem.getMessage());
    }

    /** How many statuses and results could not be decoded. */
    public long malformed() {
        return malformed.sum();
    }

    /** Hears no more; open questions are cancelled. The link stays open. */
    @Override
    public void close() {
        link.unsubscribe(topics.statusFilter(Kind.AGGREGATOR));
        link.unsubscribe(topics.statusFilter(Kind.VARIANT));
        link.release(topics.request());
        link.unsubscribe(topics.result());
        link.unsubscribe(replyTopic);
        open.cancel();
    }
}
