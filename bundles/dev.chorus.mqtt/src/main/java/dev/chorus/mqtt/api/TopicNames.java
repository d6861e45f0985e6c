package dev.chorus.mqtt.api;

import dev.chorus.mqtt.internal.MqttText;

/** Checks topic names (MQTT 5, section 4.7). */
final class TopicNames {

    private TopicNames() {}

    /**
     * Rejects topics that cannot be published to.
     *
     * @param field name of the topic in the error message
     * @throws IllegalArgumentException if the topic is empty, too long or contains a wildcard or a control character
     */
    static void check(String field, String topic) {
        boolean wild = topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0;
        if (topic.isEmpty() || wild || !MqttText.sendable(topic)) {
            throw new IllegalArgumentException(field + " must be 1 to " + MqttText.MAX_BYTES
                    + " bytes of UTF-8 without +, # and control characters, was \"" + MqttText.cleaned(topic) + "\"");
        }
    }
}
