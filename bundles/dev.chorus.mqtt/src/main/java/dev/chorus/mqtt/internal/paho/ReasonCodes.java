package dev.chorus.mqtt.internal.paho;

import java.util.Map;

/** Describes reason codes of MQTT 5 (section 2.4). */
final class ReasonCodes {

    static final int SUCCESS = 0x00;
    static final int NO_MATCHING_SUBSCRIBERS = 0x10;
    static final int BAD_USER_NAME_OR_PASSWORD = 0x86;
    static final int NOT_AUTHORIZED = 0x87;
    static final int SESSION_TAKEN_OVER = 0x8E;

    private static final int FIRST_FAILURE = 0x80;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(SUCCESS, "success"),
            Map.entry(0x01, "granted QoS 1"),
            Map.entry(0x02, "granted QoS 2"),
            Map.entry(0x04, "disconnect with will message"),
            Map.entry(NO_MATCHING_SUBSCRIBERS, "no matching subscribers"),
            Map.entry(0x11, "no subscription existed"),
            Map.entry(0x18, "continue authentication"),
            Map.entry(0x19, "re-authenticate"),
            Map.entry(0x80, "unspecified error"),
            Map.entry(0x81, "malformed packet"),
            Map.entry(0x82, "protocol error"),
            Map.entry(0x83, "implementation specific error"),
            Map.entry(0x84, "unsupported protocol version"),
            Map.entry(0x85, "client identifier not valid"),
            Map.entry(BAD_USER_NAME_OR_PASSWORD, "bad user name or password"),
            Map.entry(NOT_AUTHORIZED, "not authorized"),
            Map.entry(0x88, "server unavailable"),
            Map.entry(0x89, "server busy"),
            Map.entry(0x8A, "banned"),
            Map.entry(0x8B, "server shutting down"),
            Map.entry(0x8C, "bad authentication method"),
            Map.entry(0x8D, "keep alive timeout"),
            Map.entry(SESSION_TAKEN_OVER, "session taken over"),
            Map.entry(0x8F, "topic filter invalid"),
            Map.entry(0x90, "topic name invalid"),
            Map.entry(0x91, "packet identifier in use"),
            Map.entry(0x92, "packet identifier not found"),
            Map.entry(0x93, "receive maximum exceeded"),
            Map.entry(0x94, "topic alias invalid"),
            Map.entry(0x95, "packet too large"),
            Map.entry(0x96, "message rate too high"),
            Map.entry(0x97, "quota exceeded"),
            Map.entry(0x98, "administrative action"),
            Map.entry(0x99, "payload format invalid"),
            Map.entry(0x9A, "retain not supported"),
            Map.entry(0x9B, "QoS not supported"),
            Map.entry(0x9C, "use another server"),
            Map.entry(0x9D, "server moved"),
            Map.entry(0x9E, "shared subscriptions not supported"),
            Map.entry(0x9F, "connection rate exceeded"),
            Map.entry(0xA0, "maximum connect time"),
            Map.entry(0xA1, "subscription identifiers not supported"),
            Map.entry(0xA2, "wildcard subscriptions not supported"));

    private ReasonCodes() {}

    /** Whether a code is a failure; one that MQTT 5 does not define counts by its range. */
    static boolean isFailure(int code) {
        return code >= FIRST_FAILURE;
    }

    /** Returns the standard's name of a code, with its number. */
    static String describe(int code) {
        return NAMES.getOrDefault(code, "a reason that MQTT 5 does not define") + " (0x%02x)".formatted(code);
    }
}
