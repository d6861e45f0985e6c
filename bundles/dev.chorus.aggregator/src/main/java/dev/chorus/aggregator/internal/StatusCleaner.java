package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.window.PeerSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Removes the retained statuses of instances that stopped and did not return: those of deleted components and of
 * components that were moved to another family. Of several aggregators the first by name does so. Belongs to one
 * thread, which passes the time in.
 */
final class StatusCleaner {

    /** How long the status of a stopped instance is kept, from its first receipt. */
    static final Duration KEPT = Duration.ofHours(1);

    /** Interval at which an aggregator that is not the first checks whether it is now. */
    static final Duration RECHECK = Duration.ofMinutes(1);

    /** Maximum number of stopped instances; further statuses are ignored until others are removed. */
    static final int MAX_STOPPED = 1024;

    /** Comparable, since ids with equal hashes are easily crafted. */
    private record Instance(Kind kind, String id) implements Comparable<Instance> {

        @Override
        public int compareTo(Instance other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : id.compareTo(other.id);
        }
    }

    private final BiConsumer<Kind, String> remover;
    private final Map<Instance, Long> dueNanos = new TreeMap<>();

    /** @param remover removes the status of an instance at the broker, without blocking */
    StatusCleaner(BiConsumer<Kind, String> remover) {
        this.remover = remover;
    }

    /** Records a status of any instance of the family. */
    void recordStatus(Status status, long nowNanos) {
        Instance instance = new Instance(status.kind(), status.id());
        if (status.state() != State.STOPPED) {
            dueNanos.remove(instance);
        } else if (dueNanos.size() < MAX_STOPPED) {
            dueNanos.putIfAbsent(instance, nowNanos + KEPT.toNanos());
        }
    }

    /** Records that a status was removed, by any client. */
    void removed(Kind kind, String id) {
        dueNanos.remove(new Instance(kind, id));
    }

    /** When {@link #runDue} could have something to do. */
    OptionalLong nextDue() {
        OptionalLong next = OptionalLong.empty();
        for (long due : dueNanos.values()) {
            if (next.isEmpty() || due - next.getAsLong() < 0) {
                next = OptionalLong.of(due);
            }
        }
        return next;
    }

    /**
     * Removes the statuses that are due, if this aggregator is the first. A removal that the broker rejects is
     * retried after {@link #KEPT}; one that succeeds is reported by {@link #removed}.
     */
    void runDue(PeerSet peers, long nowNanos) {
        List<Instance> due = dueNanos.entrySet().stream()
                .filter(entry -> entry.getValue() - nowNanos <= 0)
                .map(Map.Entry::getKey)
                .toList();
        boolean first = peers.isFirst();
        due.forEach(instance -> dueNanos.put(instance, nowNanos + (first ? KEPT : RECHECK).toNanos()));
        if (first) {
            due.forEach(instance -> remover.accept(instance.kind(), instance.id()));
        }
    }
}
