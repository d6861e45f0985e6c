package dev.chorus.aggregator.internal;

import dev.chorus.core.peer.PeerText;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.TopicFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a requester may have its answer sent. The aggregator publishes with rights that the requester may not have, so it
 * lends them to none: an answer goes where the operator allows it, and neither to the protocol's own topics nor to those that begin
 * with {@code $}, which brokers and Kura keep for control. Immutable.
 */
final class ResponseTopics {

    private static final int MAX_BYTES = 1024;
    private static final int MAX_SHOWN = 80;

    private final Topics topics;
    private final List<TopicFilter> allowed;

    /** @param replyTopics that the operator allows */
    ResponseTopics(Topics topics, ReplyTopics replyTopics) {
        this.topics = topics;
        this.allowed = replyTopics.of(topics);
    }

    /** What is wrong with a topic, for people; empty if answers may go there. */
    Optional<String> problem(String topic) {
        if (topic.isEmpty() || topic.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return refused(topic, "must have 1 to " + MAX_BYTES + " bytes");
        }
        if (topic.chars().anyMatch(character -> character == '+' || character == '#' || character == 0)) {
            return refused(topic, "must have no wildcards");
        }
        if (topic.startsWith("$") || topics.isReserved(topic)) {
            return refused(topic, "must not be a topic of the protocol or begin with $");
        }
        if (allowed.stream().noneMatch(filter -> filter.matches(topic))) {
            return refused(
                    topic,
                    "must match reply.topics, "
                            + allowed.stream().map(TopicFilter::toString).collect(Collectors.joining(",")));
        }
        return Optional.empty();
    }

    private static Optional<String> refused(String topic, String required) {
        return Optional.of("response topic " + required + ", was '" + PeerText.escaped(topic, MAX_SHOWN) + "'");
    }
}
