package dev.chorus.mqtt.api;

import java.nio.charset.StandardCharsets;

/** What a topic may look like (MQTT 5, section 4.7). */
final class TopicNames {

    private static final int MAX_BYTES = 0xFFFF;

    private TopicNames() {}

    /**
     * Refuses what one cannot publish to.
     *
     * @param field what the topic is, for the message
     * @throws IllegalArgumentException if the topic is empty, too long or holds a wildcard or the character 0
     */
    static void check(String field, String topic) {
        if (topic.isEmpty()
                || topic.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
                || topic.chars().anyMatch(character -> character == '+' || character == '#' || character == '\0')) {
            throw new IllegalArgumentException(field + " is \"" + topic + "\", allowed are 1 to " + MAX_BYTES
                    + " bytes of UTF-8 without +, # and the character 0");
        }
    }
}
