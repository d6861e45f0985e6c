package dev.chorus.core.window;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.peer.SortedCopies;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Decides which variants' results count and which are awaited, by the members and their punctuality. Belongs to the thread that owns its {@link FusionWindows}. */
final class ResultFilter {

    /** Learned weights are applied after so many answers: new members cost more than an answer. */
    private static final int LEARNED_AT_ONCE = 16;

    private final StragglerDetector stragglers = new StragglerDetector();
    private final UnprovenVariants unproven = new UnprovenVariants();
    private final AgreementWeights weights = new AgreementWeights();
    private boolean learning;
    private int learned;
    private MemberSet everybody;
    /** Without unproven variants that have let a deadline pass. */
    private MemberSet credible;

    private MemberSet memberSet;
    private Fingerprint fingerprint;

    ResultFilter(MemberSet memberSet) {
        setMembers(memberSet, System.nanoTime());
    }

    void setMembers(MemberSet newRoster, long nowNanos) {
        everybody = newRoster;
        unproven.set(newRoster.unproven(), nowNanos);
        fingerprint = newRoster.labelSet() == null ? null : newRoster.labelSet().fingerprint();
        stragglers.retain(newRoster.awaited());
        weights.retain(newRoster.variantWeights().keySet());
        refresh();
    }

    private void refresh() {
        credible = everybody.withoutUnproven(unproven.dismissed());
        MemberSet punctual = credible.notAwaiting(stragglers.behind());
        memberSet = learning ? punctual.withVoices(weights.apply(punctual.variantWeights())) : punctual;
    }

    /** As it was set, without waiting for those who are late again and again. */
    MemberSet memberSet() {
        return memberSet;
    }

    /** Learns weights from now on, or uses those of the statuses. */
    void setLearning(boolean learn) {
        if (learning != learn) {
            learning = learn;
            weights.retain(Set.of());
            refresh();
        }
    }

    /** Learns from what variants said of a request. */
    void learn(Map<String, TopK> said) {
        if (learning) {
            weights.learn(said);
            if (++learned % LEARNED_AT_ONCE == 0) {
                refresh();
            }
        }
    }

    /** The variants that may still answer: the awaited ones and the stragglers. */
    Set<String> live() {
        return credible.awaited();
    }

    /** Whether a result is of a variant and of the label set that are fused. */
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

    /** Records a window that was due before all results were there. Returns true if a variant becomes a straggler. */
    boolean wasDue(FusionWindow window, int stragglersAfter) {
        boolean fellBehind = false;
        for (String variant : everybody.awaited()) {
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

    /** Waits for everybody again. */
    void clearStragglers() {
        stragglers.retain(Set.of());
        refresh();
    }

    /** Who is late again and again. */
    Set<String> behind() {
        return stragglers.behind();
    }

    /** The median of each variant's recent answer times. */
    Map<String, Duration> answerTimes() {
        return stragglers.answerTimes();
    }
}
