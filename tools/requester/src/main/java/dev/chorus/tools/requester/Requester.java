package dev.chorus.tools.requester;

import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.mqtt.request.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks one family. Replies are completed on the link's dispatcher thread, so what is chained to them must not block. Any
 * thread may ask; {@link #close()} cancels what is open.
 */
public final class Requester implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final RequestClient questions;
    private final CountDownLatch connected = new CountDownLatch(1);
    private final MqttLink link;

    private Requester(LinkSettings settings, Topics topics) {
        this.link = MqttLink.create(settings, any -> connected.countDown());
        this.questions = new RequestClient(link, topics);
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

    /**
     * Publishes a picture.
     *
     * @see RequestClient#ask
     */
    public CompletableFuture<Response> ask(byte[] id, byte[] picture, Duration deadline) {
        return questions.ask(id, picture, deadline);
    }

    /** Whether an aggregator of the family has said that it is online; without one nobody answers. */
    public boolean hasHeardOfAggregator() {
        return questions.haveHeardOfAggregator();
    }

    /** Disconnects; open questions are cancelled. */
    @Override
    public void close() {
        questions.close();
        link.close();
    }
}
