package dev.chorus.core.window;

import dev.chorus.core.protocol.RetainedSize;
import java.util.Arrays;

/**
 * Where a requester wants its answer, besides the result topic. Immutable.
 *
 * @param topic the request's Response Topic, a topic without wildcards
 * @param correlationData what comes back unchanged; empty where there was none; not copied, never to be changed
 */
public record ReplyTo(String topic, byte[] correlationData) {

    private static final long BYTES_OF_REQUEST = 400;

    /** This, holding the other's correlation data where they are alike: those of one request are, and they may be long. */
    ReplyTo sharingWith(ReplyTo other) {
        return Arrays.equals(correlationData, other.correlationData) ? new ReplyTo(topic, other.correlationData) : this;
    }

    /**
     * An estimate of the heap that a waiting request takes, its Response Topic and Correlation Data above all.
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
