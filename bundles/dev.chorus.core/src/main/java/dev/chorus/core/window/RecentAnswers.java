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
 * Answers that a request may still ask for: it has not been seen yet, or it is sent again. Bounded in count, bytes and age; belongs to
 * the thread that owns its {@link FusionWindows}.
 */
final class RecentAnswers {

    /** A request overtaken by its own answers is behind by the moments in which a broker serves other subscriptions. */
    static final Duration MEMORY = Duration.ofSeconds(10);

    static final int MAX_KEPT = 1000;

    private record Kept(FusedResult result, Requesters requesters, long sinceNanos, long bytes) {}

    /** The eldest first. */
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

    /** The answer to a request that is seen now, once. */
    Optional<FusedResult> take(RequestId id, long nowNanos) {
        forgetOld(nowNanos);
        return Optional.ofNullable(remove(id)).map(Kept::result);
    }

    /** The answer to a request that a requester sends again; it is kept for further times. */
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
