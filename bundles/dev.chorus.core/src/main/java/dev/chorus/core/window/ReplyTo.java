package dev.chorus.core.window;

import dev.chorus.core.protocol.RetainedSize;
import java.util.Arrays;

/**
 * The destination of an answer in addition to the result topic. Immutable.
 *
 * @param topic the request's Response Topic, a topic without wildcards
 * @param correlationData returned unchanged to the requester; empty if absent; not copied, must not be modified
 */
public record ReplyTo(String topic, byte[] correlationData) {

    private static final long BYTES_OF_REQUEST = 400;

    /**
     * Returns this destination with the other's correlation data if they are equal: those of one request are, and they
     * may be long.
     */
    ReplyTo sharingWith(ReplyTo other) {
        return Arrays.equals(correlationData, other.correlationData) ? new ReplyTo(topic, other.correlationData) : this;
    }

    /**
     * Returns an estimate of the heap used by a waiting request, mostly its Response Topic and Correlation Data.
     *
     * @param replyTo may be null
     */
    public static long bytes(ReplyTo replyTo) {
        return BYTES_OF_REQUEST
                + (replyTo == null ? 0 : RetainedSize.of(replyTo.topic()) + replyTo.correlationData().length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplyTo that
                && topic.equals(that.topic)
                && Arrays.equals(correlationData, that.correlationData);
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + Arrays.hashCode(correlationData);
    }

    @Override
    public String toString() {
        return "ReplyTo[" + topic + "]";
    }
}
