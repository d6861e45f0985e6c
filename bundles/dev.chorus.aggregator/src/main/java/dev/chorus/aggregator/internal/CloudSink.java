package dev.chorus.aggregator.internal;

/** Takes what is meant for a cloud platform; called on the feed's thread, which it may hold up. */
@FunctionalInterface
public interface CloudSink {

    /**
     * Publishes a message.
     *
     * @throws CloudStoreFullException if the gateway's store for such messages is full
     * @throws Exception if the message is not taken for another reason; its message is for people
     */
    void publish(CloudMessage message) throws Exception;
}
