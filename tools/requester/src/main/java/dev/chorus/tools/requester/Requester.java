package dev.chorus.tools.requester;

import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one family. Replies are completed on the link's dispatcher thread, so what is chained to them must not block. Any
 * thread may ask; {@link #close()} cancels what is open.
 */
public final class Requester implements AutoCloseable {

    /** How long after its deadline an answer is still waited for: its way through the network. */
    public static final Duration GRACE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Requester.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Topics topics;
    private final String replyTopic;
    private final OpenQuestions open = new OpenQuestions();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final MqttLink link;
    private volatile boolean heardOfAggregator;

    private Requester(LinkSettings settings, Topics topics) {
        this.topics = topics;
        this.replyTopic = topics.root() + "/" + topics.family() + "/reply/"
                + HexFormat.of().formatHex(newId(8));
        this.link = MqttLink.create(settings, any -> connected.countDown());
        link.subscribe(topics.result(), 1, this::hear);
        link.subscribe(replyTopic, 1, this::hear);
        link.subscribe(topics.statusFilter(Status.Kind.AGGREGATOR), 1, this::hearOfAggregator);
    }

    /**
     * Connects, and gives up at the first attempt that fails.
     *
     * @param settings where to connect; buffers must hold the pictures asked at a time
     * @param topics of the family to ask
     * @param patience how long connecting may take
     * @throws IOException if there is no connection by then; the message names the broker and says why
     */
    public static Requester connect(LinkSettings settings, Topics topics, Duration patience)
            throws IOException, InterruptedException {
        Requester requester = new Requester(settings, topics);
        boolean connected = false;
        try {
            requester.link.start();
            connected = requester.awaitConnection(patience);
            if (!connected) {
                throw new IOException(requester
                        .link
                        .state()
                        .problem()
                        .orElse(settings.broker() + " did not answer within " + patience.toSeconds() + " s"));
            }
            return requester;
        } finally {
            if (!connected) {
                requester.close();
            }
        }
    }

    private boolean awaitConnection(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!connected.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            if (link.statistics().failedConnects() > 0 || System.nanoTime() > until) {
                return false;
            }
        }
        return true;
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
     * Publishes a picture.
     *
     * @param id what the request is to be known by, 1 to 16 bytes, not one used before; handed over
     * @param picture a JPEG or PNG file as it is; handed over
     * @param deadline how long the answer may take, 1 ms to 60 s
     * @return the reply; fails with a {@link TimeoutException} {@link #GRACE} after the deadline, with a
     *     {@link dev.chorus.mqtt.api.PublishException} when the picture did not get to the broker
     */
    public CompletableFuture<Reply> ask(byte[] id, byte[] picture, Duration deadline) {
        CompletableFuture<Reply> reply = open.open(idsOf(id, picture), System.nanoTime());
        MessageProperties properties = MessageProperties.EMPTY
                .withCorrelationData(id)
                .withResponseTopic(replyTopic)
                .withUserProperty("deadlineMs", Long.toString(deadline.toMillis()));
        link.publish(Publication.atLeastOnce(topics.request(), picture).with(properties))
                .whenComplete((nothing, problem) -> {
                    if (problem != null) {
                        reply.completeExceptionally(problem);
                    }
                });
        return reply.orTimeout(deadline.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void hear(Delivery delivery) {
        try {
            open.answer(FusedResultJson.decode(delivery.payload()), delivery.receivedNanos());
        } catch (MalformedPayloadException e) {
            LOG.debug("ignored on {}: {}", delivery.topic(), e.getMessage());
        }
    }

    private void hearOfAggregator(Delivery delivery) {
        try {
            if (delivery.payload().length > 0
                    && StatusJson.decode(delivery.payload()).state().isAwaited()) {
                heardOfAggregator = true;
            }
        } catch (MalformedPayloadException e) {
            LOG.debug("ignored on {}: {}", delivery.topic(), e.getMessage());
        }
    }

    /** Whether an aggregator of the family has said that it is online; without one nobody answers. */
    public boolean hasHeardOfAggregator() {
        return heardOfAggregator;
    }

    /** Disconnects; open questions are cancelled. */
    @Override
    public void close() {
        link.close();
        open.cancel();
    }
}
