package dev.chorus.aggregator.internal;

/** The gateway's store for messages to the cloud takes no more: publishing again at once would only fail again. */
public final class CloudStoreFullException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param cause whose message is the gateway's */
    public CloudStoreFullException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
