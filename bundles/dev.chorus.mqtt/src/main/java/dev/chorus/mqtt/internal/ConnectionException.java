package dev.chorus.mqtt.internal;

/** A connection turned out to be unusable; the message says why, for people. */
public final class ConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param problem why, for people
     * @param cause what the client said
     */
    public ConnectionException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
