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
 * Sends requests to one family over a link. Methods may be called from any thread and never block. Futures are
 * completed on a thread of the link or of the platform, so dependent stages must not block.
 */
public final class RequestClient implements AutoCloseable {

    /** Time after the deadline during which an answer is still accepted: its way through the network. */
    public static final Duration GRACE = Duration.ofSeconds(1);

    /**
     * Pause after an aggregator returned until requests without an answer are sent again: it has answered by then
     * what waited for it at the broker.
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
    /** Requests that the broker has acknowledged and that have no answer. */
    private final Set<Request> unanswered = ConcurrentHashMap.newKeySet();

    /** A published request; compared by identity. */
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
     * Subscribes to statuses and answers.
     *
     * @param link its buffers must hold the pictures of concurrent requests; not closed by this client
     * @param topics topics of the family
     */
    public RequestClient(MqttLink link, Topics topics) {
        this.link = link;
        this.topics = topics;
        this.replyTopic = topics.root() + "/" + topics.family() + "/reply/"
                + HexFormat.of().formatHex(newId(REPLY_TOPIC_BYTES));
        link.subscribe(topics.statusFilter(Kind.AGGREGATOR), 1, status -> onStatus(Kind.AGGREGATOR, status));
        link.subscribe(topics.statusFilter(Kind.VARIANT), 1, status -> onStatus(Kind.VARIANT, status));
        link.subscribe(topics.result(), 1, this::onResult);
        link.subscribe(replyTopic, 1, this::onResult);
    }

    /** Returns a new request id of 16 random bytes. */
    public static byte[] newId() {
        return newId(RequestId.MAX_LENGTH);
    }

    private static byte[] newId(int length) {
        byte[] id = new byte[length];
        RANDOM.nextBytes(id);
        return id;
    }

    /**
     * Returns a request id and the id it becomes where the broker drops Correlation Data: an answer may carry either.
     */
    public static List<RequestId> idsOf(byte[] id, byte[] picture) {
        return List.of(RequestId.of(id, picture), RequestId.of(null, picture));
    }

    /**
     * Publishes a picture, repeatedly while the broker reports no subscriber, and after a restart of the broker not
     * before the family is back ({@link FamilyAvailability}). A request without an answer is sent again on a
     * connection for which the broker kept no session, and once after no aggregator was in service for a while: the
     * acknowledged request or its answer may be lost. After the deadline it is no longer sent.
     *
     * @param id the request id, 1 to 16 bytes, not used before; not copied
     * @param picture a JPEG or PNG file, unchanged; not copied, kept until there is an answer
     * @param deadline time limit for the answer, 1 ms to 60 s
     * @return the response; fails with a {@link TimeoutException} {@link #GRACE} after the deadline, which is a
     *     {@link NoAggregatorException} if no aggregator was in service for some of that time, and with a {@link
     *     dev.chorus.mqtt.api.PublishException} if the picture did not reach the broker
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
        CompletableFuture<Void> timeout =
                new CompletableFuture<Void>().orTimeout(deadline.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        timeout.whenComplete((nothing, late) -> {
            if (late != null) {
                reply.completeExceptionally(unanswered(request, deadline));
            }
        });
        reply.whenComplete((answer, problem) -> timeout.complete(null));
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

    /** Unacknowledged requests are sent again by the link itself. Called on the link thread. */
    private PublishGate newConnectionWithoutSession() {
        sendAgain(System.nanoTime());
        return new FamilyAvailability(topics);
    }

    /** Sends the unanswered requests again that were sent before the given time. Never blocks. */
    private void sendAgain(long beforeNanos) {
        long now = System.nanoTime();
        unanswered.forEach(request -> {
            Duration left = Duration.ofNanos(request.untilNanos - now);
            if (request.askedNanos - beforeNanos < 0 && left.toMillis() > 0) {
                publish(request, properties(request.id, left).asResent());
            }
        });
    }

    /** Called on a thread of the link. */
    private void trackAggregator(Delivery delivery, State state) {
        long now = System.nanoTime();
        Optional<String> instance = topics.instanceOf(Kind.AGGREGATOR, delivery.topic());
        if (instance.isPresent() && aggregators.update(instance.get(), state, now)) {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, RETURN_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                    .thenRun(() -> sendAgain(now));
        }
    }

    /**
     * Requests are not held back for a family that was never seen in service: the client may not be allowed to read
     * statuses.
     */
    private void onStatus(Kind kind, Delivery delivery) {
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

    /** Whether the family was seen in service. */
    boolean isFamilyKnown() {
        return seen.containsAll(FamilyAvailability.NEEDED);
    }

    /** Whether an aggregator of the family has published that it is in service; without one there is no answer. */
    public boolean haveHeardOfAggregator() {
        return seen.contains(Kind.AGGREGATOR);
    }

    private void onResult(Delivery delivery) {
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

    /** Returns the number of statuses and results that could not be decoded. */
    public long malformed() {
        return malformed.sum();
    }

    /** Unsubscribes and cancels open requests. The link stays open. */
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
