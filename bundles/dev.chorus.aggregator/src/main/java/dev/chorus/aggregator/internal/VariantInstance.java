package dev.chorus.aggregator.internal;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import java.util.Map;
import org.osgi.framework.Version;

/**
 * The state kept of one variant instance. Immutable.
 *
 * @param id id of the instance
 * @param variant name of its variant
 * @param state its state
 * @param labelSet what it serves, or served according to its last status; null if unknown
 * @param fingerprint fingerprint of the label set; null without one
 * @param variantWeight its weight; 0 without a label set
 * @param fused fusion strategy to the fit to the answers of its whole family
 * @param familyVersion {@link Version#emptyVersion} if unknown
 * @param proven whether its variant has answered with that label set since the instance appeared
 * @param receivedNanos when its last status was received
 */
record VariantInstance(
        String id,
        String variant,
        State state,
        LabelSet labelSet,
        Fingerprint fingerprint,
        VariantWeight variantWeight,
        Map<String, FusedFit> fused,
        Version familyVersion,
        boolean proven,
        long receivedNanos) {

    private static final int MAX_VERSION_LENGTH = 100;

    /** Creates an instance from its status. */
    static VariantInstance of(Status status, long nowNanos) {
        Serving serving = status.variant();
        return new VariantInstance(
                status.id(),
                serving.variant(),
                status.state(),
                serving.labelSet(),
                serving.fingerprint(),
                new VariantWeight(serving.weight(), serving.fit()),
                serving.fused(),
                version(status.familyVersion()),
                false,
                nowNanos);
    }

    /** Parses a version; the empty version if it is malformed: invalid text of a peer must not be passed on. */
    private static Version version(String text) {
        if (text == null || text.length() > MAX_VERSION_LENGTH) {
            return Version.emptyVersion;
        }
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            return Version.emptyVersion;
        }
    }

    /** Whether an answer of it is expected. */
    boolean isAwaited() {
        return state.isAwaited() && labelSet != null;
    }

    /** Whether an answer without it is degraded. */
    boolean isExpected() {
        return state.isExpected();
    }

    /** Whether it serves, or served, that label set. */
    boolean serves(Fingerprint other) {
        return fingerprint != null && fingerprint.equals(other);
    }

    /** Keeps the previous label set: a will contains none, and the instance served it until it went offline. */
    VariantInstance withLabelSetOf(VariantInstance before) {
        boolean gone = state == State.OFFLINE || state == State.STOPPED;
        return gone && labelSet == null && variant.equals(before.variant) ? before.with(state, receivedNanos) : this;
    }

    /**
     * Returns a copy that is proven if it was before; an instance with another label set has to answer with that one
     * first.
     */
    VariantInstance provenAs(VariantInstance before) {
        return before.proven && variant.equals(before.variant) && before.serves(fingerprint) ? withProof() : this;
    }

    /** Returns a copy that is proven. */
    VariantInstance withProof() {
        return new VariantInstance(
                id, variant, state, labelSet, fingerprint, variantWeight, fused, familyVersion, true, receivedNanos);
    }

    /** Returns a copy that holds an equal label set, which another instance holds anyway. */
    VariantInstance sharing(LabelSet shared) {
        return new VariantInstance(
                id, variant, state, shared, fingerprint, variantWeight, fused, familyVersion, proven, receivedNanos);
    }

    /** Returns a copy with another state and time of receipt. */
    VariantInstance with(State newState, long newReceivedNanos) {
        return new VariantInstance(
                id,
                variant,
                newState,
                labelSet,
                fingerprint,
                variantWeight,
                fused,
                familyVersion,
                proven,
                newReceivedNanos);
    }
}
