package dev.chorus.mqtt.api;

import dev.chorus.mqtt.internal.MqttText;

/** What a topic may look like (MQTT 5, section 4.7). */
final class TopicNames {

    private TopicNames() {}

    /**
     * Refuses what one cannot publish to.
     *
     * @param field what the topic is, for the message
     * @throws IllegalArgumentException if the topic is empty, too long or holds a wildcard or a control character
     */
    static void check(String field, String topic) {
        boolean wild = topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0;
        if (topic.isEmpty() || wild || !MqttText.sendable(topic)) {
            throw new IllegalArgumentException(field + " is \"" + MqttText.cleaned(topic) + "\", allowed are 1 to "
                    + MqttText.MAX_BYTES + " bytes of UTF-8 without +, # and control characters");
        }
    }
}
