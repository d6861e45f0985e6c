package dev.chorus.mqtt.internal;

/** Thrown if a connection is no longer usable; the message is the reason, as text for an operator. */
public final class ConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param problem the reason, as text for an operator
     * @param cause the exception of the client
     */
    public ConnectionException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
