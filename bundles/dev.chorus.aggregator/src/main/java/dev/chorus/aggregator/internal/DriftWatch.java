package dev.chorus.aggregator.internal;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.drift.DriftMeter;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import java.util.List;
import java.util.Optional;

/** Whether a family's answers are still spread over its labels as they were; that they no longer are is told once. Belongs to one thread. */
final class DriftWatch {

    private final EventCounters events;
    private Optional<DriftMeter> meter = Optional.empty();
    private boolean drifted;

    DriftWatch(EventCounters events) {
        this.events = events;
    }

    /**
     * What answers are compared with from now on; if that is something else, they are counted anew.
     *
     * @param labels null where nobody is known: then all stays as it is
     * @param answers of each class, on how many validation pictures it was answered; empty if that is not known
     */
    void expect(LabelSet labels, List<Integer> answers) {
        if (labels != null && meter.filter(of -> of.expects(labels, answers)).isEmpty()) {
            meter = Optional.of(new DriftMeter(labels, answers));
        }
    }

    /** A request was answered, or not. */
    void fused(FusedResult result) {
        if (result.outcome() == FusedResult.Outcome.ANSWERED) {
            meter.ifPresent(of -> of.answered(result.labels().get(0).classIndex()));
        }
    }

    /** How far the last answers have drifted; empty where that cannot be said. */
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
