package dev.chorus.mqtt.api;

/** Thrown to the future of {@link MqttLink#publish} if the broker did not get the message. */
public final class PublishException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Kinds of failure. */
    public enum Reason {
        /** The message expired before the broker acknowledged it. */
        EXPIRED,
        /** The buffer was full and this was the oldest message in it. */
        DROPPED,
        /** The link was closed before the broker acknowledged the message. */
        CLOSED,
        /** The broker rejected the message, or the message exceeds a limit of the broker. */
        REFUSED
    }

    private final Reason reason;

    /**
     * Creates an exception.
     *
     * @param reason the kind of failure
     * @param message text for an operator; names the topic
     */
    public PublishException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns the kind of failure. */
    public Reason reason() {
        return reason;
    }
}
