package dev.chorus.mqtt.testing;

import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.broker.Broker;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Tests of a link on one broker, each with a topic of its own in each repetition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BrokerContract {

    private Broker broker;
    private String topic;
    private int tests;

    /** The broker to test with, started. */
    protected abstract Broker startBroker();

    @BeforeAll
    final void start() {
        broker = startBroker();
    }

    @AfterAll
    final void stop() {
        broker.close();
    }

    @BeforeEach
    final void choose(TestInfo test) {
        topic = "test/" + test.getTestMethod().orElseThrow().getName() + "/" + ++tests;
    }

    protected final Broker broker() {
        return broker;
    }

    /** Returns the address of the broker on the loopback interface. */
    protected final int port() {
        return broker.port();
    }

    /** Returns a topic that no other test uses. */
    protected final String topic() {
        return topic;
    }

    /** Returns a publication of QoS 1 on this test's topic. */
    protected final Publication atLeastOnce(String text) {
        return Publication.atLeastOnce(topic, bytes(text));
    }

    /** Artemis can lose the first message on a topic. */
    protected final void warmUp(WatchedLink speaker, WatchedLink hearer) {
        Await.until("anything", () -> {
            join(speaker.link().publish(atLeastOnce("warm")));
            return !hearer.texts().isEmpty();
        });
    }

    protected static void join(CompletableFuture<Void> outcome) {
        try {
            outcome.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
