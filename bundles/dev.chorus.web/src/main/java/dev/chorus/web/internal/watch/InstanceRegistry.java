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
 * Holds the latest status of each instance of a kind. Bounded in instances, label sets and bytes; instances share
 * equal label sets. Safe for any thread.
 */
final class InstanceRegistry {

    /** Maximum number of instances, as many variant instances as an aggregator tracks. */
    private static final int MAX_INSTANCES = 256;

    /** Maximum number of label sets, as many as an aggregator tracks: each may take megabytes. */
    private static final int MAX_LABEL_SETS = 8;

    private final Map<String, Status> last = new TreeMap<>();
    private final Map<Fingerprint, LabelSet> labelSets = new HashMap<>();
    private final MemoryBudget.Share history;
    /** Size of each status without its labels, by instance. */
    private final Map<String, Long> bytes = new TreeMap<>();

    private final Map<Fingerprint, Long> bytesOfLabels = new HashMap<>();

    /** @param history memory for statuses and labels */
    InstanceRegistry(MemoryBudget.Share history) {
        this.history = history;
    }

    /**
     * Stores a status. A will reports only that an instance has disconnected, so its previous serving data are kept.
     *
     * @return false, with nothing changed, if there is no room for another instance or label set
     */
    synchronized boolean put(Status status) {
        Status before = last.get(status.id());
        Status now = before == null ? status : withServingDataOf(status, before);
        if (now.variant() != null && now.variant().labelSet() != null) {
            LabelSet shared = labelSets.get(now.variant().fingerprint());
            if (shared == null && otherLabelSets(status.id()) >= MAX_LABEL_SETS) {
                return false;
            }
            now = serving(
                    now, sharing(now.variant(), shared == null ? now.variant().labelSet() : shared));
        }
        if (before == null && last.size() >= MAX_INSTANCES && !removeStopped()) {
            return false;
        }
        while (!hasRoomFor(now)) {
            history.drop(0);
            if (!removeStopped()) {
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

    private static Status withServingDataOf(Status status, Status before) {
        boolean lacksServingData = status.variant() != null && status.variant().labelSet() == null;
        if (!lacksServingData || before.variant() == null) {
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

    private long otherLabelSets(String id) {
        return last.values().stream()
                .filter(status -> !status.id().equals(id) && status.variant() != null)
                .map(status -> status.variant().fingerprint())
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    private boolean removeStopped() {
        return last.values().stream()
                .filter(status -> status.state() == State.STOPPED)
                .findFirst()
                .map(status -> removeStatus(status.id()))
                .isPresent();
    }

    private Status removeStatus(String id) {
        bytes.remove(id);
        Status removed = last.remove(id);
        collectLabelSets();
        return removed;
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
        removeStatus(id);
    }

    synchronized List<Status> all() {
        return List.copyOf(last.values());
    }

    /** Returns the label set of a fingerprint, if an instance serves it. */
    synchronized Optional<LabelSet> labelSet(Fingerprint fingerprint) {
        return Optional.ofNullable(labelSets.get(fingerprint));
    }

    synchronized void clear() {
        last.clear();
        bytes.clear();
        collectLabelSets();
    }
}
