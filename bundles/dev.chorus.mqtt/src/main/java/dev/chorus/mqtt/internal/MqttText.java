package dev.chorus.mqtt.internal;

import java.nio.charset.StandardCharsets;

/** Checks UTF-8 strings of MQTT (MQTT 5, section 1.5.4). */
public final class MqttText {

    /** Maximum size of a string in bytes of UTF-8. */
    public static final int MAX_BYTES = 0xFFFF;

    private static final int REPLACEMENT = '?';
    private static final int FIRST_ARABIC_NONCHARACTER = 0xFDD0;
    private static final int LAST_ARABIC_NONCHARACTER = 0xFDEF;
    private static final int LAST_TWO_OF_A_PLANE = 0xFFFE;

    private MqttText() {}

    /**
     * Whether a text can be sent: not too long, and without the characters that the standard discourages. Paho fails
     * on such characters.
     */
    public static boolean sendable(String text) {
        return bytes(text) <= MAX_BYTES && clean(text);
    }

    /** Whether a text contains no control character, no noncharacter and no half of a surrogate pair. */
    public static boolean clean(String text) {
        return text.codePoints().allMatch(MqttText::clean);
    }

    private static boolean clean(int character) {
        return !Character.isISOControl(character)
                && (character < FIRST_ARABIC_NONCHARACTER || character > LAST_ARABIC_NONCHARACTER)
                && (character & LAST_TWO_OF_A_PLANE) != LAST_TWO_OF_A_PLANE
                && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE);
    }

    /** Returns the text with a question mark for every character that is not clean. */
    public static String cleaned(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> clean(character) ? character : REPLACEMENT)
                .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }

    /** Returns the size of a text in bytes of UTF-8. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
