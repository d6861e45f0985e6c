package dev.chorus.tools.evaluation.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestOutcomesTest {

    private static final TopK NUT = TopK.of(new int[] {1, 0}, new float[] {0.9f, 0.1f});
    private static final TopK PERHAPS_NUT = TopK.of(new int[] {1, 0}, new float[] {0.51f, 0.49f});
    private static final TopK BOLT = TopK.of(new int[] {0, 1}, new float[] {0.6f, 0.4f});

    /** Three pictures: nut, bolt, nut. */
    private final VariantAnswers answers = new VariantAnswers(
            2,
            List.of(VariantWeight.of(1), VariantWeight.of(1)),
            new int[] {1, 0, 1},
            new TopK[][] {{NUT, BOLT}, {PERHAPS_NUT, BOLT}, {BOLT, PERHAPS_NUT}},
            List.of());

    @Test
    void accuracyOf_oneVariant_countsItsBestClass() {
        // then
        assertEquals(1.0 / 3, answers.accuracyOf(0), 1e-9);
        assertEquals(2.0 / 3, answers.accuracyOf(1), 1e-9);
    }

    @Test
    void fusedAccuracy_everybody_addsUpWhatTheySay() {
        // when
        double both = answers.fusedAccuracy();

        // then: 1.30 nut against 0.70, 1.09 bolt against 0.91, 1.09 bolt against 0.91 for what is a nut
        assertEquals(2.0 / 3, both, 1e-9);
    }

    @Test
    void fusedAccuracy_oneLost_isThatOfTheOthers() {
        // then
        assertEquals(answers.accuracyOf(1), answers.fusedAccuracy(variant -> variant != 0), 1e-9);
    }

    @Test
    void fusedAccuracy_smallK_leavesTheRestOut() {
        // when
        double bestOnly = answers.sending(1).fusedAccuracy();

        // then: 0.9 nut against 0.6 bolt, 0.6 bolt against 0.51 nut, the same for what is a nut
        assertEquals(2.0 / 3, bestOnly, 1e-9);
    }
}
