package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.window.ClosedWindow;
import dev.chorus.core.window.ReplyTo;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends answers to the result topic and to whoever asked for his own copy. Safe for any thread. */
final class AnswerPublisher {

    /** Long enough for a reconnect; an older answer is of no use to anybody. */
    private static final Duration EXPIRY = Duration.ofSeconds(10);

    private static final MessageProperties PROPERTIES =
            MessageProperties.EMPTY.withContentType("application/json").withExpiry(EXPIRY);

    private final MqttLink link;
    private final Topics topics;
    private final EventCounters events;
    /** Whoever waits, and one party for each answer that is not at the broker yet. */
    private final Phaser underWay = new Phaser(1);

    /** @param link for answers alone, or for others too */
    AnswerPublisher(MqttLink link, Topics topics, EventCounters events) {
        this.link = link;
        this.topics = topics;
        this.events = events;
    }

    /** Sends one window's outcome; returns at once. */
    void publish(ClosedWindow closed) {
        byte[] answer = FusedResultJson.encode(closed.result());
        MessageProperties properties = closed.valid() == null ? PROPERTIES : PROPERTIES.withExpiry(closed.valid());
        report(link.publish(new Publication(topics.result(), answer, 1, false, properties)));
        closed.replyTo().forEach(replyTo -> reply(replyTo, answer, properties));
        count(closed.result());
    }

    /** Sends an outcome that was published before to somebody who asked for his own copy; returns at once. */
    void repeat(FusedResult result, ReplyTo replyTo) {
        reply(replyTo, FusedResultJson.encode(result), PROPERTIES);
    }

    /** Who asked waits for it, so that an answer is kept for him while his connection, or the broker's memory of him, is gone. */
    private void reply(ReplyTo replyTo, byte[] answer, MessageProperties properties) {
        report(link.publishUntilHeard(new Publication(replyTo.topic(), answer, 1, false, with(replyTo, properties))));
    }

    private static MessageProperties with(ReplyTo replyTo, MessageProperties properties) {
        return replyTo.correlationData().length == 0
                ? properties
                : properties.withCorrelationData(replyTo.correlationData());
    }

    private void report(CompletableFuture<Void> sent) {
        underWay.register();
        sent.whenComplete((done, failure) -> {
            underWay.arriveAndDeregister();
            if (failure != null) {
                events.report("unsentAnswers", String.valueOf(failure.getMessage()));
            }
        });
    }

    /**
     * Waits until the broker has all answers; not at all without a connection, and no longer when interrupted. For one thread, at the
     * end.
     *
     * @param limit how long to wait at most
     */
    void awaitSent(Duration limit) {
        if (!link.state().connected()) {
            return;
        }
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            events.report("unsentAnswers", "the link is closed while some are under way");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(FusedResult result) {
        switch (result.outcome()) {
            case ANSWERED -> events.count("answered");
            case REFUSED -> events.count("refused");
            case NO_VARIANT -> events.count("noVariant");
            case NO_QUORUM -> events.count("noQuorum");
        }
        if (result.degraded()) {
            events.count("degradedAnswers");
        }
    }
}
