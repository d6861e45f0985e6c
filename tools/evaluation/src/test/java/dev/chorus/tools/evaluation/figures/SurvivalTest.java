package dev.chorus.tools.evaluation.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class SurvivalTest {

    private static final TopK SURE = TopK.of(new int[] {0, 1, 2, 3, 4}, new float[] {0.8f, 0.1f, 0.05f, 0.03f, 0.02f});

    /** Right of five are 3 without a, 2 without b, 3 without c; a alone 2, b alone 4, c alone 3. */
    @Test
    void of_threeVariants_triesEverySubset() {
        // when
        SortedMap<Integer, Survival> lost = Survival.of(Example.answers());

        // then
        assertEquals(Set.of(1, 2), lost.keySet());
        assertEquals((0.6 + 0.4 + 0.6) / 3, lost.get(1).mean(), 1e-9);
        assertEquals(0.4, lost.get(1).worst(), 1e-9);
        assertEquals(List.of(1), lost.get(1).worstLost());
        assertEquals((0.4 + 0.8 + 0.6) / 3, lost.get(2).mean(), 1e-9);
        assertEquals(0.4, lost.get(2).worst(), 1e-9);
        assertEquals(List.of(1, 2), lost.get(2).worstLost());
    }

    @Test
    void of_oneVariant_isEmpty() {
        // given
        VariantAnswers alone =
                new VariantAnswers(5, List.of(VariantWeight.of(1)), new int[] {0}, new TopK[][] {{SURE}}, List.of());

        // then
        assertEquals(Collections.emptySortedMap(), Survival.of(alone));
    }

    @Test
    void of_sixVariantsAndTenThousandPictures_isQuick() {
        // given
        TopK[] all = new TopK[6];
        Arrays.fill(all, SURE);
        TopK[][] said = new TopK[10_000][];
        Arrays.fill(said, all);
        VariantAnswers answers =
                new VariantAnswers(5, Collections.nCopies(6, VariantWeight.of(1)), new int[10_000], said, List.of());

        // when
        SortedMap<Integer, Survival> lost = assertTimeout(Duration.ofMinutes(5), () -> Survival.of(answers));

        // then
        assertEquals(5, lost.size());
        assertEquals(1, lost.get(5).worst());
    }

    @Test
    void of_twentyVariants_stopsWhereSubsetsAreTooMany() {
        // given
        TopK[] all = new TopK[20];
        Arrays.fill(all, SURE);
        VariantAnswers answers = new VariantAnswers(
                5, Collections.nCopies(20, VariantWeight.of(1)), new int[1], new TopK[][] {all}, List.of());

        // then: 20 + 190 + 1140 sets, and 4845 of four
        assertEquals(Set.of(1, 2, 3), Survival.of(answers).keySet());
    }
}
