package dev.chorus.mqtt.internal;

/** Why an accepted connection ended, as far as it shows whether another client has the same client id. */
public enum EndReason {
    /** The broker gave the session to another client (MQTT 5, section 3.1.4, reason code 0x8E). */
    TAKEN_OVER,
    /**
     * The peer closed the connection without a reason, as brokers without MQTT 5 do when another client takes the
     * session over.
     */
    UNEXPLAINED,
    /** Any other reason. */
    OTHER
}
