package dev.chorus.tools.planner;

import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.simulator.GatewayProfile;
import java.util.List;

/** Inputs for tests: three variants of the same weight, and a machine where all is simple to add up. */
final class Made {

    /** A message takes 1 ms, the work of the smallest variant 1 ms, everything else no time. */
    static final GatewayProfile PROFILE =
            new GatewayProfile("here", 1000, new double[] {1}, 1, 0, 0, 0, 0, new double[] {4});

    private Made() {}

    /**
     * Ten pictures of two classes, all of the first. Variant 0 is right in the first eight, 1 in the last eight, 2 in the first
     * five; all have full confidence.
     */
    static VariantAnswers answers() {
        int[] truth = new int[10];
        TopK[][] said = new TopK[10][];
        for (int picture = 0; picture < 10; picture++) {
            said[picture] = new TopK[] {says(picture < 8), says(picture >= 2), says(picture < 5)};
        }
        return new VariantAnswers(
                2, List.of(VariantWeight.of(1), VariantWeight.of(1), VariantWeight.of(1)), truth, said, List.of());
    }

    private static TopK says(boolean right) {
        return TopK.of(right ? new int[] {0, 1} : new int[] {1, 0}, new float[] {1, 0});
    }

    /** A gateway that is up nine tenths of the time and on a machine of its own. */
    static Site site(String name, double... workMillis) {
        return new Site(name, java.util.Arrays.stream(workMillis).boxed().toList(), false, 1, 100, 0.9, null, 1);
    }

    static Timing timing(List<Site> sites) {
        return new Timing(sites, answers(), PROFILE, 0, null, 0.001);
    }
}
