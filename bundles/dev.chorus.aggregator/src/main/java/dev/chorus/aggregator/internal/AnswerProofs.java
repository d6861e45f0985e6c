package dev.chorus.aggregator.internal;

import dev.chorus.core.family.Fingerprint;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which variants have answered with which label set lately, to distinguish their instances from those that only have a
 * status. Bounded, the least recently used is forgotten; belongs to one thread.
 */
final class AnswerProofs {

    static final int MAX = 256;

    private record Proof(String variant, Fingerprint labelSet) {}

    /** The least recently used first; whether the instances are known to be proven, as far as they can be. */
    private final Map<Proof, Boolean> proofs = new LinkedHashMap<>(16, 0.75f, true);

    /** Records an answer. Returns true if it is the first one since instances have changed, so that it may prove some. */
    boolean add(String variant, Fingerprint labelSet) {
        boolean settled = Boolean.TRUE.equals(proofs.put(new Proof(variant, labelSet), true));
        if (proofs.size() > MAX) {
            proofs.remove(proofs.keySet().iterator().next());
        }
        return !settled;
    }

    /** Instances have changed. */
    void unsettle() {
        proofs.replaceAll((proof, settled) -> false);
    }

    /** Whether a variant has answered with a label set. */
    boolean hold(String variant, Fingerprint labelSet) {
        return proofs.containsKey(new Proof(variant, labelSet));
    }
}
