package dev.chorus.tools.evaluation.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fit;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FamilyFitTest {

    @Test
    void of_oneVariantAtRandom_givesItTheFloor() {
        // given
        VariantAnswers answers = new Made(5).knowing(2000, 0.8, 0, 0.7).weighted(List.of(1.5, 0.9, 0.6));

        // when
        List<Fit> fits = FamilyFit.of(answers, Made.classes());

        // then: the mean weight is 1, and stays it
        assertEquals(0.1, weight(fits, 1), 1e-3);
        assertTrue(weight(fits, 0) > weight(fits, 2) && weight(fits, 2) > 0.3, fits::toString);
        assertEquals(3, weight(fits, 0) + weight(fits, 1) + weight(fits, 2), 1e-9);
    }

    @Test
    void of_variantAtRandom_knowsThatItDoesNotKnow() {
        // given
        VariantAnswers answers = new Made(5).knowing(2000, 0.8, 0);

        // when
        List<Fit> fits = FamilyFit.of(answers, Made.classes());

        // then
        assertTrue(fits.get(1).temperature() > 5, fits::toString);
        assertTrue(fits.get(0).temperature() < 2, fits::toString);
    }

    @Test
    void of_greatestWeights_staysAllowed() {
        // given
        VariantAnswers answers =
                new Made(5).knowing(200, 0.9, 0).weighted(List.of(Variant.MAX_WEIGHT, Variant.MAX_WEIGHT));

        // when
        List<Fit> fits = FamilyFit.of(answers, Made.classes());

        // then
        assertEquals(Variant.MAX_WEIGHT, weight(fits, 0), 1e-6);
        assertEquals(0.05 / 0.95 * Variant.MAX_WEIGHT, weight(fits, 1), 1);
    }

    @Test
    void of_fewPictures_fitsNothing() {
        // given
        VariantAnswers answers = new Made(5).knowing(FamilyFit.LEAST_PICTURES - 1, 0.8, 0.5);

        // then
        assertEquals(List.of(Fit.NONE, Fit.NONE), FamilyFit.of(answers, Made.classes()));
        assertEquals(Optional.empty(), FitCheck.of(answers, Made.classes()));
    }

    @Test
    void check_oneVariantAtRandom_seesThatTheFitHelpsTheOtherHalf() {
        // given
        VariantAnswers answers = new Made(5).knowing(2000, 0.6, 0, 0, 0);

        // when
        FitCheck check = FitCheck.of(answers, Made.classes()).orElseThrow();

        // then
        assertEquals(2000, check.pictures());
        assertEquals(answers.fusedAccuracy(), check.formula(), 1e-9);
        assertTrue(check.fitted() > check.formula() + 0.05, check::toString);
        assertTrue(check.fittedNll() < check.formulaNll() - 0.05, check::toString);
        assertTrue(check.temperedNll() < check.singleNll() - 0.05, check::toString);
    }

    @Test
    void check_differencesByChance_areNotTakenForSkill() {
        // given: two variants that are the same but for chance
        VariantAnswers answers = new Made(5).knowing(FamilyFit.LEAST_PICTURES, 0.6, 0.6);

        // when
        FitCheck check = FitCheck.of(answers, Made.classes()).orElseThrow();
        VariantAnswers flattered = answers.weighted(FamilyFit.weights(answers, Made.classes()));

        // then: fitted and measured on the same pictures, likelihood never falls; on others it may
        double onItself = Temperature.nll(flattered.probabilities(), answers.truths(), 1);
        assertTrue(onItself <= check.formulaNll() + 1e-9, onItself + " " + check);
        assertTrue(onItself < check.fittedNll(), onItself + " " + check);
    }

    @Test
    void halves_anyAnswers_haveEveryClassEach() {
        // given
        VariantAnswers answers = new Made(5).knowing(601, 0.5);

        // when
        List<int[]> halves = Halves.of(answers);

        // then
        assertEquals(301, halves.get(0).length);
        assertEquals(
                601,
                IntStream.concat(IntStream.of(halves.get(0)), IntStream.of(halves.get(1)))
                        .distinct()
                        .count());
        for (int label = 0; label < Made.classes(); label++) {
            int wanted = label;
            List<Long> counts = halves.stream()
                    .map(half -> IntStream.of(half)
                            .filter(picture -> answers.truth(picture) == wanted)
                            .count())
                    .toList();
            assertTrue(Math.abs(counts.get(0) - counts.get(1)) <= 1, label + " " + counts);
        }
    }

    private static double weight(List<Fit> fits, int variant) {
        return fits.get(variant).weight().orElseThrow();
    }
}
