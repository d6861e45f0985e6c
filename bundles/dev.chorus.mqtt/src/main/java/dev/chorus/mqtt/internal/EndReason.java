package dev.chorus.mqtt.internal;

/** Why a connection that the broker had accepted ended, as far as that tells whether another client has the same client id. */
public enum EndReason {
    /** The broker gave the session to another client (MQTT 5, section 3.1.4, reason code 0x8E). */
    TAKEN_OVER,
    /** The other side closed the connection without a reason, as brokers without MQTT 5 do when they give the session away. */
    UNEXPLAINED,
    /** Anything else. */
    OTHER
}
