package dev.chorus.tools.evaluation.fit;

import dev.chorus.core.family.FusedFit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The margins at which windows may stop early and still, so often, end with the first label of all ({@code docs/fusion.md}). */
public final class StopMargins {

    /** The shares of windows with another first label that margins are sought for: what an aggregator can be configured to. */
    public static final List<Double> DISAGREEMENTS = List.of(0.005, 0.01, 0.02, 0.05);

    private static final int STEPS = 100;

    private StopMargins() {}

    /**
     * The least margin for each share, such that every greater one keeps to it as well.
     *
     * @return as {@link FusedFit#margins}; without a share for which there are too few pictures
     */
    public static SortedMap<Double, Double> fit(Replay replay) {
        SortedMap<Double, Double> margins = new TreeMap<>();
        for (double disagreement : DISAGREEMENTS) {
            int step = STEPS;
            while (step >= 0 && cautious(replay, step) <= disagreement) {
                step--;
            }
            if (step < STEPS) {
                margins.put(disagreement, margin(step + 1));
            }
        }
        return margins;
    }

    /** As if one picture more had ended with another label: what was not seen here may be elsewhere. */
    private static double cautious(Replay replay, int step) {
        double pictures = replay.pictures();
        return (replay.at(margin(step)).disagreement() * pictures + 1) / (pictures + 1);
    }

    private static double margin(int step) {
        return (double) step / STEPS;
    }
}
