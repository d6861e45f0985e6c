package dev.chorus.core.window;

import dev.chorus.core.protocol.RequesterKey;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The requesters that have used one request id, distinguished by their Response Topics; requests without one count as
 * those of one requester. Keeps 8 bytes each, and the last {@value #MAX} of them. Immutable.
 */
final class Requesters {

    static final int MAX = 16;

    /** Only an answer was seen: any request with its id may be the answered one. */
    static final Requesters UNKNOWN = new Requesters(LongStream.empty());

    private final long[] keys;

    private Requesters(LongStream keys) {
        this.keys = keys.toArray();
    }

    /** Returns the requesters of a window whose request was seen; if the list is empty, none named a Response Topic. */
    static Requesters of(List<ReplyTo> replies) {
        return new Requesters(
                replies.isEmpty() ? LongStream.of(key(null)) : replies.stream().mapToLong(Requesters::key));
    }

    /** @param replyTo null: without a Response Topic */
    static Requesters of(ReplyTo replyTo) {
        return new Requesters(LongStream.of(key(replyTo)));
    }

    /** Whether a request may be one that was seen before. */
    boolean mayInclude(ReplyTo replyTo) {
        return keys.length == 0 || LongStream.of(keys).anyMatch(known -> known == key(replyTo));
    }

    /** An estimate of the heap used. */
    long bytes() {
        return this == UNKNOWN ? 0 : 40 + (long) keys.length * Long.BYTES;
    }

    /** Returns the union of these and earlier requesters. */
    Requesters and(Requesters earlier) {
        if (earlier == UNKNOWN || keys.length == 0) {
            return keys.length == 0 ? earlier : this;
        }
        LongStream all = LongStream.concat(LongStream.of(keys), LongStream.of(earlier.keys));
        return new Requesters(all.distinct().limit(MAX));
    }

    private static long key(ReplyTo replyTo) {
        return RequesterKey.of(replyTo == null ? null : replyTo.topic());
    }
}
