package dev.chorus.core.window;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.peer.SortedCopies;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Decides which variants' results count and which are awaited, from the members and their answer times. Belongs to the
 * thread that owns its {@link FusionWindows}.
 */
final class ResultFilter {

    /** Number of answers after which learned weights are applied: new members cost more than an answer. */
    private static final int LEARNED_AT_ONCE = 16;

    private final StragglerDetector stragglers = new StragglerDetector();
    private final UnprovenVariants unproven = new UnprovenVariants();
    private final AgreementWeights weights = new AgreementWeights();
    private boolean learning;
    private int learned;
    private MemberSet allMembers;
    /** Without unproven variants that missed a deadline. */
    private MemberSet credible;

    private MemberSet memberSet;
    private Fingerprint fingerprint;

    ResultFilter(MemberSet memberSet) {
        setMembers(memberSet, System.nanoTime());
    }

    void setMembers(MemberSet newMembers, long nowNanos) {
        allMembers = newMembers;
        unproven.set(newMembers.unproven(), nowNanos);
        fingerprint =
                newMembers.labelSet() == null ? null : newMembers.labelSet().fingerprint();
        stragglers.retain(newMembers.awaited());
        weights.retain(newMembers.variantWeights().keySet());
        refresh();
    }

    private void refresh() {
        credible = allMembers.withoutUnproven(unproven.dismissed());
        MemberSet punctual = credible.notAwaiting(stragglers.behind());
        memberSet = learning ? punctual.withWeights(weights.apply(punctual.variantWeights())) : punctual;
    }

    /** The current members, minus stragglers. */
    MemberSet memberSet() {
        return memberSet;
    }

    /** Switches between learned weights and those of the statuses. */
    void setLearning(boolean learn) {
        if (learning != learn) {
            learning = learn;
            weights.retain(Set.of());
            refresh();
        }
    }

    /** Learns from the results of one request. */
    void learn(Map<String, TopK> results) {
        if (learning) {
            weights.learn(results);
            if (++learned % LEARNED_AT_ONCE == 0) {
                refresh();
            }
        }
    }

    /** The variants that may still answer: the awaited ones and the stragglers. */
    Set<String> live() {
        return credible.awaited();
    }

    /** Whether a result is from a fused variant and for the fused label set. */
    boolean counts(String variant, TopKResult result) {
        return memberSet.variantWeights().containsKey(variant)
                && result.fingerprint().equals(fingerprint)
                && (result.isRefusal()
                        || result.topK().fits(memberSet.labelSet().size()));
    }

    /** Records a result, in time or not. Returns true if the variant stops being a straggler. */
    boolean recordResult(String variant, Opening opening, int stragglersAfter, long nowNanos) {
        boolean caughtUp =
                stragglers.recordResult(variant, nowNanos - opening.nanos(), opening.allowedNanos(), stragglersAfter);
        if (caughtUp) {
            refresh();
        }
        return caughtUp;
    }

    /** Records a window that was due before all results arrived. Returns true if a variant becomes a straggler. */
    boolean wasDue(FusionWindow window, int stragglersAfter) {
        boolean fellBehind = false;
        for (String variant : allMembers.awaited()) {
            fellBehind |= !window.hasResult(variant) && stragglers.missed(variant, stragglersAfter);
        }
        if (fellBehind) {
            refresh();
        }
        return fellBehind;
    }

    /**
     * Records that a window was closed.
     *
     * @param due whether at its deadline
     * @return true if variants that have never answered are neither waited for nor expected any more because of it
     */
    boolean dismissesUnproven(FusionWindow window, boolean due, long nowNanos) {
        boolean dismisses = unproven.closed(window, due, nowNanos);
        if (dismisses) {
            refresh();
        }
        return dismisses;
    }

    /** The variants that have never answered and are neither waited for nor expected. */
    Set<String> dismissed() {
        return SortedCopies.set(unproven.dismissed());
    }

    /** Waits for all variants again. */
    void clearStragglers() {
        stragglers.retain(Set.of());
        refresh();
    }

    /** The stragglers. */
    Set<String> behind() {
        return stragglers.behind();
    }

    /** The median of each variant's recent answer times. */
    Map<String, Duration> answerTimes() {
        return stragglers.answerTimes();
    }
}
