package dev.chorus.core.window;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.RetainedSize;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps recent answers for requests that have not been seen yet or are sent again. Bounded in count, bytes and age;
 * belongs to the thread that owns its {@link FusionWindows}.
 */
final class RecentAnswers {

    /**
     * A request overtaken by its own answers arrives after the moments that a broker takes to serve other
     * subscriptions.
     */
    static final Duration MEMORY = Duration.ofSeconds(10);

    static final int MAX_KEPT = 1000;

    private record Kept(FusedResult result, Requesters requesters, long sinceNanos, long bytes) {}

    /** Oldest first. */
    private final Map<RequestId, Kept> kept = new LinkedHashMap<>();

    private final MemoryBudget.Share memory;

    RecentAnswers(MemoryBudget.Share memory) {
        this.memory = memory;
    }

    /** @param requesters that the answer was for */
    void keep(FusedResult result, Requesters requesters, long nowNanos) {
        remove(result.id());
        long bytes = RetainedSize.of(result) + requesters.bytes();
        kept.put(result.id(), new Kept(result, requesters, nowNanos, bytes));
        memory.add(bytes);
        forgetOld(nowNanos);
    }

    private Kept remove(RequestId id) {
        Kept removed = kept.remove(id);
        if (removed != null) {
            memory.add(-removed.bytes());
        }
        return removed;
    }

    /** Removes and returns the answer to a request that is seen now. */
    Optional<FusedResult> take(RequestId id, long nowNanos) {
        forgetOld(nowNanos);
        return Optional.ofNullable(remove(id)).map(Kept::result);
    }

    /** Returns the answer to a request that a requester sends again; the answer stays for further repetitions. */
    Optional<FusedResult> find(RequestId id, ReplyTo replyTo, long nowNanos) {
        forgetOld(nowNanos);
        return Optional.ofNullable(kept.get(id))
                .filter(one -> one.requesters().mayInclude(replyTo))
                .map(Kept::result);
    }

    private void forgetOld(long nowNanos) {
        Iterator<Kept> oldestFirst = kept.values().iterator();
        while (oldestFirst.hasNext()) {
            Kept oldest = oldestFirst.next();
            boolean isOld = nowNanos - oldest.sinceNanos() > MEMORY.toNanos();
            if (!isOld && kept.size() <= MAX_KEPT && !memory.isOver()) {
                return;
            }
            oldestFirst.remove();
            if (isOld) {
                memory.add(-oldest.bytes());
            } else {
                memory.drop(oldest.bytes());
            }
        }
    }
}
