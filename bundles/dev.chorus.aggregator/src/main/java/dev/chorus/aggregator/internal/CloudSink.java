package dev.chorus.aggregator.internal;

/** Publishes messages to a cloud platform; called on the feed's thread, may block. */
@FunctionalInterface
public interface CloudSink {

    /**
     * Publishes a message.
     *
     * @throws CloudStoreFullException if the gateway's store for such messages is full
     * @throws Exception if the message is rejected for another reason; its message is text for an operator
     */
    void publish(CloudMessage message) throws Exception;
}
