package dev.chorus.core.window;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.RetainedSize;
import dev.chorus.core.protocol.TopKResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keeps results that came too early for a short time. Results for a picture that was answered before: the picture may
 * have been requested again, and the results have overtaken that request; a late result of the first request does no
 * harm then. Results for another label set than is fused: it may be the one a moment later, and the variants that serve
 * it have answered already. Bounded in count, bytes and age; belongs to the thread that owns its {@link FusionWindows}.
 */
final class EarlyResults {

    static final Duration MEMORY = Duration.ofSeconds(1);

    private static final int MAX_KEPT = 1000;

    /**
     * A result that came before its request.
     *
     * @param variant the sender
     */
    record Early(String variant, TopKResult result, long nanos) {}

    /** Oldest first. */
    private final Deque<Early> kept = new ArrayDeque<>();

    private final MemoryBudget.Share memory;

    EarlyResults(MemoryBudget.Share memory) {
        this.memory = memory;
    }

    void keep(String variant, TopKResult result, long nowNanos) {
        forgetOld(nowNanos);
        kept.addLast(new Early(variant, result, nowNanos));
        memory.add(RetainedSize.of(result));
        while (kept.size() > MAX_KEPT || memory.isOver()) {
            memory.drop(RetainedSize.of(kept.removeFirst().result()));
        }
    }

    /** Removes and returns the results for a request that may count now, in order of arrival. The others stay. */
    List<Early> take(RequestId id, Predicate<Early> mayCount, long nowNanos) {
        forgetOld(nowNanos);
        List<Early> taken = new ArrayList<>();
        for (Iterator<Early> all = kept.iterator(); all.hasNext(); ) {
            Early one = all.next();
            if (one.result().id().equals(id) && mayCount.test(one)) {
                taken.add(one);
                all.remove();
                memory.add(-RetainedSize.of(one.result()));
            }
        }
        return taken;
    }

    private void forgetOld(long nowNanos) {
        while (!kept.isEmpty() && nowNanos - kept.getFirst().nanos() > MEMORY.toNanos()) {
            memory.add(-RetainedSize.of(kept.removeFirst().result()));
        }
    }
}
