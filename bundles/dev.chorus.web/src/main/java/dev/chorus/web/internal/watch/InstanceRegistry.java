package dev.chorus.web.internal.watch;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.RetainedSize;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The last status of each instance of a kind. Bounded in instances, label sets and bytes; instances share equal label sets. Safe for any
 * thread.
 */
final class InstanceRegistry {

    /** As many variant instances as an aggregator knows. */
    private static final int MOST = 256;

    /** As many different ones as an aggregator knows: each may take megabytes. */
    private static final int MOST_LABEL_SETS = 8;

    private final Map<String, Status> last = new TreeMap<>();
    private final Map<Fingerprint, LabelSet> labelSets = new HashMap<>();
    private final MemoryBudget.Share history;
    /** Of each status without its labels, by instance. */
    private final Map<String, Long> bytes = new TreeMap<>();

    private final Map<Fingerprint, Long> bytesOfLabels = new HashMap<>();

    /** @param history for statuses and labels */
    InstanceRegistry(MemoryBudget.Share history) {
        this.history = history;
    }

    /**
     * Keeps a status. A will says only that an instance is gone: what it served before is kept.
     *
     * @return false, and nothing changed, if there is no room for one instance or label set more
     */
    synchronized boolean put(Status status) {
        Status before = last.get(status.id());
        Status now = before == null ? status : rememberingWhatItServed(status, before);
        if (now.variant() != null && now.variant().labelSet() != null) {
            LabelSet shared = labelSets.get(now.variant().fingerprint());
            if (shared == null && labelSetsBesides(status.id()) >= MOST_LABEL_SETS) {
                return false;
            }
            now = serving(
                    now, sharing(now.variant(), shared == null ? now.variant().labelSet() : shared));
        }
        if (before == null && last.size() >= MOST && !dropOneThatStopped()) {
            return false;
        }
        while (!hasRoomFor(now)) {
            history.drop(0);
            if (!dropOneThatStopped()) {
                return false;
            }
        }
        last.put(now.id(), now);
        bytes.put(now.id(), RetainedSize.withoutLabels(now));
        collectLabelSets();
        return true;
    }

    private boolean hasRoomFor(Status status) {
        long others = history.used() - bytes.getOrDefault(status.id(), 0L);
        boolean isNew = status.variant() != null
                && status.variant().labelSet() != null
                && !labelSets.containsKey(status.variant().fingerprint());
        long more = isNew ? RetainedSize.of(status) : RetainedSize.withoutLabels(status);
        return last.isEmpty() || others + more <= history.max();
    }

    private static Status rememberingWhatItServed(Status status, Status before) {
        boolean saysNothing = status.variant() != null && status.variant().labelSet() == null;
        if (!saysNothing || before.variant() == null) {
            return status;
        }
        return new Status(
                status.kind(),
                status.id(),
                status.state(),
                status.problem(),
                status.family(),
                status.familyVersion() == null ? before.familyVersion() : status.familyVersion(),
                status.software(),
                status.counters().isEmpty() ? before.counters() : status.counters(),
                before.variant(),
                status.members());
    }

    private static Serving sharing(Serving own, LabelSet shared) {
        return new Serving(own.variant(), shared, own.weight(), own.k(), own.fit(), own.fused());
    }

    private static Status serving(Status status, Serving serving) {
        return new Status(
                status.kind(),
                status.id(),
                status.state(),
                status.problem(),
                status.family(),
                status.familyVersion(),
                status.software(),
                status.counters(),
                serving,
                status.members());
    }

    private long labelSetsBesides(String id) {
        return last.values().stream()
                .filter(status -> !status.id().equals(id) && status.variant() != null)
                .map(status -> status.variant().fingerprint())
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    private boolean dropOneThatStopped() {
        return last.values().stream()
                .filter(status -> status.state() == State.STOPPED)
                .findFirst()
                .map(status -> forget(status.id()))
                .isPresent();
    }

    private Status forget(String id) {
        bytes.remove(id);
        Status forgotten = last.remove(id);
        collectLabelSets();
        return forgotten;
    }

    private void collectLabelSets() {
        labelSets.clear();
        labelSets.putAll(last.values().stream()
                .map(Status::variant)
                .filter(serving -> serving != null && serving.labelSet() != null)
                .collect(Collectors.toMap(Serving::fingerprint, Serving::labelSet, (one, same) -> one)));
        bytesOfLabels.keySet().retainAll(labelSets.keySet());
        labelSets.forEach(
                (fingerprint, labels) -> bytesOfLabels.computeIfAbsent(fingerprint, any -> RetainedSize.of(labels)));
        long all = Stream.of(bytes, bytesOfLabels)
                .flatMap(sizes -> sizes.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        history.add(all - history.used());
    }

    synchronized void remove(String id) {
        forget(id);
    }

    synchronized List<Status> all() {
        return List.copyOf(last.values());
    }

    /** The label set of a fingerprint, if an instance serves it. */
    synchronized Optional<LabelSet> labelSet(Fingerprint fingerprint) {
        return Optional.ofNullable(labelSets.get(fingerprint));
    }

    synchronized void clear() {
        last.clear();
        bytes.clear();
        collectLabelSets();
    }
}
