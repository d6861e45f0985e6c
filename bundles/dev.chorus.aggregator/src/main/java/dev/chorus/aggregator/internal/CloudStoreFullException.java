package dev.chorus.aggregator.internal;

/** Thrown if the gateway's store for cloud messages is full: an immediate retry would fail too. */
public final class CloudStoreFullException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param cause the gateway's exception, whose message is used */
    public CloudStoreFullException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
