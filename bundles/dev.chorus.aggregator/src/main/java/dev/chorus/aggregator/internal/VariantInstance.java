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
 * What is remembered of one variant instance. Immutable.
 *
 * @param id of the instance
 * @param variant which variant it is
 * @param state how it is
 * @param labelSet what it serves, or served when last heard of; null if that is not known
 * @param fingerprint of the label set; null without one
 * @param variantWeight how much it counts; its weight is 0 without a label set
 * @param fused fusion strategy to what was fitted to the answers of its whole family
 * @param familyVersion {@link Version#emptyVersion} if it is not known
 * @param proven whether its variant has answered with that label set since it is there
 * @param heardNanos when its status last came
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
        long heardNanos) {

    private static final int MAX_VERSION_LENGTH = 100;

    /** As its status says. */
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

    /** The version as a text, or the empty version if it is none: a peer's rubbish must not be passed on. */
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

    /** Whether it is there to answer. */
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

    /** A will carries little: what it served before it went it served until then. */
    VariantInstance rememberingWhatItServed(VariantInstance before) {
        boolean gone = state == State.OFFLINE || state == State.STOPPED;
        return gone && labelSet == null && variant.equals(before.variant) ? before.with(state, heardNanos) : this;
    }

    /** This, proven if it was before; what serves another label set has to answer with that. */
    VariantInstance provenAs(VariantInstance before) {
        return before.proven && variant.equals(before.variant) && before.serves(fingerprint) ? withProof() : this;
    }

    /** This, after its variant has answered. */
    VariantInstance withProof() {
        return new VariantInstance(
                id, variant, state, labelSet, fingerprint, variantWeight, fused, familyVersion, true, heardNanos);
    }

    /** This, holding an equal label set that is held anyway. */
    VariantInstance sharing(LabelSet shared) {
        return new VariantInstance(
                id, variant, state, shared, fingerprint, variantWeight, fused, familyVersion, proven, heardNanos);
    }

    /** This in another state, last heard of at another time. */
    VariantInstance with(State newState, long newHeardNanos) {
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
                newHeardNanos);
    }
}
