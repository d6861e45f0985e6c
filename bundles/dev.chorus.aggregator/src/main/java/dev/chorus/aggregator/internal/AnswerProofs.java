package dev.chorus.aggregator.internal;

import dev.chorus.core.family.Fingerprint;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records which variants answered recently with which label set, to distinguish their instances from those that only
 * have a status. Bounded: the least recently used entry is dropped. Belongs to one thread.
 */
final class AnswerProofs {

    static final int MAX = 256;

    private record Proof(String variant, Fingerprint labelSet) {}

    /** The least recently used first. The value: whether the instances are known to be proven, as far as possible. */
    private final Map<Proof, Boolean> proofs = new LinkedHashMap<>(16, 0.75f, true);

    /** Records an answer. Returns true for the first one since instances changed, so that it may prove some. */
    boolean add(String variant, Fingerprint labelSet) {
        boolean checked = Boolean.TRUE.equals(proofs.put(new Proof(variant, labelSet), true));
        if (proofs.size() > MAX) {
            proofs.remove(proofs.keySet().iterator().next());
        }
        return !checked;
    }

    /** Called when instances have changed. */
    void instancesChanged() {
        proofs.replaceAll((proof, checked) -> false);
    }

    /** Whether a variant has answered with a label set. */
    boolean hold(String variant, Fingerprint labelSet) {
        return proofs.containsKey(new Proof(variant, labelSet));
    }
}
