package dev.chorus.aggregator.internal;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.RetainedSize;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the memory of the statuses in a {@link VariantDirectory}. Instances share equal label sets, which take most
 * of it. Belongs to the directory's thread.
 */
final class DirectoryMemory {

    private final MemoryBudget.Share share;
    /** Sizes of the label sets counted last: counting takes a millisecond each. At most one more than are kept. */
    private Map<Fingerprint, Long> bytesOfLabels = new HashMap<>();

    DirectoryMemory(MemoryBudget.Share share) {
        this.share = share;
    }

    /**
     * Reserves room for an instance in addition to those that are kept, or in place of the one with its id; returns
     * false if there is none. A single instance always has room.
     */
    boolean tryAdd(VariantInstance next, Collection<VariantInstance> kept) {
        Map<Fingerprint, Long> labels = new HashMap<>();
        long bytes = bytes(next, labels);
        int others = 0;
        for (VariantInstance other : kept) {
            if (!other.id().equals(next.id())) {
                bytes += bytes(other, labels);
                others++;
            }
        }
        bytes += labels.values().stream().mapToLong(each -> each).sum();
        bytesOfLabels = labels;
        if (bytes > share.max() && others > 0) {
            return false;
        }
        share.add(bytes - share.used());
        return true;
    }

    /** Without the labels, which are counted once in the map. */
    private long bytes(VariantInstance instance, Map<Fingerprint, Long> labels) {
        LabelSet labelSet = instance.labelSet();
        if (labelSet != null) {
            labels.computeIfAbsent(instance.fingerprint(), any -> bytesOf(instance.fingerprint(), labelSet));
        }
        return RetainedSize.ofInstance(instance.id(), instance.variant(), instance.fused());
    }

    private long bytesOf(Fingerprint fingerprint, LabelSet labelSet) {
        Long known = bytesOfLabels.get(fingerprint);
        return known == null ? RetainedSize.of(labelSet) : known;
    }

    /** Counts a status that was not kept, or dropped for another one. */
    void dropped() {
        share.drop(0);
    }
}
