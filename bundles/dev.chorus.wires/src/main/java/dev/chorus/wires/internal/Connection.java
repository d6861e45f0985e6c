package dev.chorus.wires.internal;

import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.request.Questions;
import dev.chorus.mqtt.request.Reply;
import dev.chorus.wires.internal.ClassifierOptions.Address;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A link and the questions on it. Safe for any thread. */
final class Connection implements AutoCloseable {

    private final Address address;
    private final MqttLink link;
    private final Questions questions;

    /** Connects, and goes on trying. */
    Connection(Address address) {
        this.address = address;
        // Only so many questions are open, so the link never holds as much.
        this.link = MqttLink.create(
                address.link()
                        .settings()
                        .buffer(
                                ClassifierOptions.MAX_OPEN,
                                (long) ClassifierOptions.MAX_OPEN * ClassifierOptions.MAX_PICTURE_BYTES)
                        .build(),
                any -> {});
        this.questions = new Questions(link, address.topics());
        link.start();
    }

    /** Whom it asks. */
    Address address() {
        return address;
    }

    /**
     * Asks about a picture; never waits.
     *
     * @param picture handed over
     */
    CompletableFuture<Reply> ask(byte[] picture, Duration deadline) {
        return questions.ask(Questions.newId(), picture, deadline);
    }

    /** How the connection is, for people. */
    String describe() {
        return link.state()
                .problem()
                .map(problem -> "connection: " + problem)
                .orElse(link.state().connected() ? "connected" : "connecting");
    }

    /** Gives up what is open; waits a bounded time. */
    @Override
    public void close() {
        questions.close();
        link.close();
    }
}
