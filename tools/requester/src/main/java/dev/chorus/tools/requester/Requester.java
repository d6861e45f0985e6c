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
 * Sends requests to one family. Replies are completed on the link's dispatcher thread, so chained stages must not
 * block. Thread-safe; {@link #close()} cancels pending requests.
 */
public final class Requester implements AutoCloseable {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final RequestClient requests;
    private final CountDownLatch connected = new CountDownLatch(1);
    private final MqttLink link;

    private Requester(LinkSettings settings, Topics topics) {
        this.link = MqttLink.create(settings, any -> connected.countDown());
        this.requests = new RequestClient(link, topics);
    }

    /**
     * Connects; fails at the first unsuccessful attempt.
     *
     * @param settings connection; buffers must have room for all pictures pending at a time
     * @param topics topics of the family
     * @param patience time limit for connecting
     * @throws IOException if the connection fails or is not established in time; the message names broker and reason
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
                        .orElse("no response from " + settings.broker() + " within " + patience.toSeconds() + " s"));
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
        while (!connected.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
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
        return requests.ask(id, picture, deadline);
    }

    /** Returns whether an aggregator of the family has announced itself as online; without one there are no answers. */
    public boolean hasHeardOfAggregator() {
        return requests.haveHeardOfAggregator();
    }

    /** Disconnects; pending requests are cancelled. */
    @Override
    public void close() {
        requests.close();
        link.close();
    }
}
