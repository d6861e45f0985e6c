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

/** Publishes answers to the result topic and to the Response Topics of requests. Thread-safe. */
final class AnswerPublisher {

    /** Long enough for a reconnect; an older answer is of no use. */
    private static final Duration EXPIRY = Duration.ofSeconds(10);

    private static final MessageProperties PROPERTIES =
            MessageProperties.EMPTY.withContentType("application/json").withExpiry(EXPIRY);

    private final MqttLink link;
    private final Topics topics;
    private final EventCounters events;
    /** One party for the waiting thread and one for each answer that is not acknowledged. */
    private final Phaser unacknowledged = new Phaser(1);

    /** @param link the link for answers, may be shared */
    AnswerPublisher(MqttLink link, Topics topics, EventCounters events) {
        this.link = link;
        this.topics = topics;
        this.events = events;
    }

    /** Publishes the outcome of a window; returns at once. */
    void publish(ClosedWindow closed) {
        byte[] answer = FusedResultJson.encode(closed.result());
        MessageProperties properties = closed.valid() == null ? PROPERTIES : PROPERTIES.withExpiry(closed.valid());
        report(link.publish(new Publication(topics.result(), answer, 1, false, properties)));
        closed.replyTo().forEach(replyTo -> reply(replyTo, answer, properties));
        count(closed.result());
    }

    /** Publishes an outcome again to a Response Topic; returns at once. */
    void repeat(FusedResult result, ReplyTo replyTo) {
        reply(replyTo, FusedResultJson.encode(result), PROPERTIES);
    }

    /**
     * Requires a subscriber: the requester waits for the answer, so it is kept while the requester's connection or
     * its session at the broker is lost.
     */
    private void reply(ReplyTo replyTo, byte[] answer, MessageProperties properties) {
        report(link.publishUntilHeard(new Publication(replyTo.topic(), answer, 1, false, with(replyTo, properties))));
    }

    private static MessageProperties with(ReplyTo replyTo, MessageProperties properties) {
        return replyTo.correlationData().length == 0
                ? properties
                : properties.withCorrelationData(replyTo.correlationData());
    }

    private void report(CompletableFuture<Void> sent) {
        unacknowledged.register();
        sent.whenComplete((done, failure) -> {
            unacknowledged.arriveAndDeregister();
            if (failure != null) {
                events.report("unsentAnswers", String.valueOf(failure.getMessage()));
            }
        });
    }

    /**
     * Waits until the broker has acknowledged all answers; not at all without a connection, and no longer when
     * interrupted. Call from one thread, at the end.
     *
     * @param limit maximum time to wait
     */
    void awaitSent(Duration limit) {
        if (!link.state().connected()) {
            return;
        }
        try {
            unacknowledged.awaitAdvanceInterruptibly(unacknowledged.arrive(), limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            events.report("unsentAnswers", "the link is closed before the broker has acknowledged all answers");
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
