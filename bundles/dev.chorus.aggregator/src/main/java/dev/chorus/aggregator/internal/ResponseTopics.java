package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a requester may have its answer sent. The aggregator publishes with rights that the requester may not have, so it
 * lends them to nobody: neither for the protocol's own topics nor for those that begin with {@code $}, which brokers and Kura
 * keep for control. Immutable.
 */
final class ResponseTopics {

    private static final int MAX_BYTES = 1024;

    private final Topics topics;

    ResponseTopics(Topics topics) {
        this.topics = topics;
    }

    /** What is wrong with a topic, for people; empty if answers may go there. */
    Optional<String> problem(String topic) {
        if (topic.isEmpty() || topic.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return refused(topic, "1 to " + MAX_BYTES + " bytes");
        }
        if (topic.chars().anyMatch(character -> character == '+' || character == '#' || character == 0)) {
            return refused(topic, "a topic without wildcards");
        }
        if (topic.startsWith("$") || topics.isReserved(topic)) {
            return refused(topic, "a topic of the requester's own");
        }
        return Optional.empty();
    }

    private static Optional<String> refused(String topic, String allowed) {
        String shown = topic.length() <= 80 ? topic : topic.substring(0, 80) + "...";
        return Optional.of("response topic is '" + shown + "', allowed is " + allowed);
    }
}
