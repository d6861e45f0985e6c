package dev.chorus.core.window;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.peer.SortedCopies;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Whose results count and who is waited for, by the roster and by how punctual they are. Belongs to the thread that owns its {@link FusionWindows}. */
final class Attendance {

    /** Weights are used anew after so many answers: a roster costs more than an answer. */
    private static final int LEARNED_AT_ONCE = 16;

    private final Punctuality punctuality = new Punctuality();
    private final UnprovenVariants unproven = new UnprovenVariants();
    private final AgreementWeights weights = new AgreementWeights();
    private boolean learning;
    private int learned;
    private Roster everybody;
    /** Without unproven variants that have let a deadline pass. */
    private Roster credible;

    private Roster roster;
    private Fingerprint fingerprint;

    Attendance(Roster roster) {
        setRoster(roster, System.nanoTime());
    }

    void setRoster(Roster newRoster, long nowNanos) {
        everybody = newRoster;
        unproven.set(newRoster.unproven(), nowNanos);
        fingerprint = newRoster.labelSet() == null ? null : newRoster.labelSet().fingerprint();
        punctuality.retain(newRoster.awaited());
        weights.retain(newRoster.voices().keySet());
        look();
    }

    private void look() {
        credible = everybody.withoutUnproven(unproven.dismissed());
        Roster punctual = credible.notAwaiting(punctuality.behind());
        roster = learning ? punctual.withVoices(weights.apply(punctual.voices())) : punctual;
    }

    /** As it was set, without waiting for those who are late again and again. */
    Roster roster() {
        return roster;
    }

    /** Learns weights from now on, or uses those of the statuses. */
    void setLearning(boolean learn) {
        if (learning != learn) {
            learning = learn;
            weights.retain(Set.of());
            look();
        }
    }

    /** Learns from what variants said of a request. */
    void learn(Map<String, TopK> said) {
        if (learning) {
            weights.learn(said);
            if (++learned % LEARNED_AT_ONCE == 0) {
                look();
            }
        }
    }

    /** The variants that may still answer: the awaited ones and the stragglers. */
    Set<String> live() {
        return credible.awaited();
    }

    /** Whether a result is of a variant and of the label set that are fused. */
    boolean counts(String variant, TopKResult result) {
        return roster.voices().containsKey(variant)
                && result.fingerprint().equals(fingerprint)
                && (result.isRefusal() || result.topK().fits(roster.labelSet().size()));
    }

    /** A variant has spoken, in time or not; whether it is waited for again because of that. */
    boolean spoke(String variant, Opening opening, int stragglersAfter, long nowNanos) {
        boolean caughtUp =
                punctuality.spoke(variant, nowNanos - opening.nanos(), opening.allowedNanos(), stragglersAfter);
        if (caughtUp) {
            look();
        }
        return caughtUp;
    }

    /** A window was due before all had spoken; whether somebody is no longer waited for because of that. */
    boolean wasDue(FusionWindow window, int stragglersAfter) {
        boolean fellBehind = false;
        for (String variant : everybody.awaited()) {
            fellBehind |= !window.hasSpoken(variant) && punctuality.missed(variant, stragglersAfter);
        }
        if (fellBehind) {
            look();
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
            look();
        }
        return dismisses;
    }

    /** The variants that have never answered and are neither waited for nor expected. */
    Set<String> dismissed() {
        return SortedCopies.set(unproven.dismissed());
    }

    /** Waits for everybody again. */
    void forgive() {
        punctuality.retain(Set.of());
        look();
    }

    /** Who is late again and again. */
    Set<String> behind() {
        return punctuality.behind();
    }

    /** The median of each variant's recent answer times. */
    Map<String, Duration> answerTimes() {
        return punctuality.answerTimes();
    }
}
