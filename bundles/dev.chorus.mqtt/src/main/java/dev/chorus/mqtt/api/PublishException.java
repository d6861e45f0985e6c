package dev.chorus.mqtt.api;

/** Why a publication did not get to the broker; what the future of {@link MqttLink#publish} fails with. */
public final class PublishException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The kinds of failure. */
    public enum Reason {
        /** Its expiry passed before the broker had acknowledged it. */
        EXPIRED,
        /** The buffer was full and this was the oldest in it. */
        DROPPED,
        /** The link was closed before the broker had acknowledged it. */
        CLOSED,
        /** The broker refused it, or it is larger than the broker takes. */
        REFUSED
    }

    private final Reason reason;

    /**
     * @param reason the kind of failure
     * @param message for people; names the topic
     */
    public PublishException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }
}
