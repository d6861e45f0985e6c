package dev.chorus.aggregator.internal;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.drift.DriftMeter;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import java.util.List;
import java.util.Optional;

/**
 * Watches whether a family's answers still have the expected distribution over its labels; reports a drift once.
 * Belongs to one thread.
 */
final class DriftWatch {

    private final EventCounters events;
    private Optional<DriftMeter> meter = Optional.empty();
    private boolean drifted;

    DriftWatch(EventCounters events) {
        this.events = events;
    }

    /**
     * Sets the expected distribution; if it changed, counting starts over.
     *
     * @param labels null if no variant is known: then nothing changes
     * @param answers of each class the number of validation pictures answered with it; empty if unknown
     */
    void expect(LabelSet labels, List<Integer> answers) {
        if (labels != null && meter.filter(of -> of.expects(labels, answers)).isEmpty()) {
            meter = Optional.of(new DriftMeter(labels, answers));
        }
    }

    /** Counts an answer; ignores other outcomes. */
    void fused(FusedResult result) {
        if (result.outcome() == FusedResult.Outcome.ANSWERED) {
            meter.ifPresent(of -> of.answered(result.labels().get(0).classIndex()));
        }
    }

    /** Returns the drift of the last answers; empty if there are too few. */
    Optional<Drift> drift() {
        Optional<Drift> drift = meter.flatMap(DriftMeter::drift);
        boolean now = drift.filter(Drift::isDrifted).isPresent();
        if (now && !drifted) {
            events.report("drifts", "answers are no longer spread over the labels as they were: " + drift.get());
        }
        drifted = now;
        return drift;
    }
}
