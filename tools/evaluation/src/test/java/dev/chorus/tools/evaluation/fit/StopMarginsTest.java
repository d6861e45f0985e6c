package dev.chorus.tools.evaluation.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.fusion.FusionStrategies;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.fit.Replay.Outcome;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StopMarginsTest {

    private final VariantAnswers answers = new Made(7).knowing(4000, 0.8, 0.7, 0.75, 0.6);

    static List<FusionStrategy> strategies() {
        return FusionStrategies.ALL;
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void at_one_isTheProofAndNeverWrong(FusionStrategy strategy) {
        // when
        Outcome outcome = Replay.of(answers.by(strategy)).at(1);

        // then
        assertEquals(0, outcome.disagreement());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void at_zero_stopsNearlyEverythingAfterTheFirst(FusionStrategy strategy) {
        // when
        Outcome outcome = Replay.of(answers.by(strategy)).at(0);

        // then
        assertTrue(outcome.meanVariants() < 1.1, outcome::toString);
        assertTrue(outcome.share() > 0.99, outcome::toString);
        assertTrue(outcome.disagreement() > 0.05, outcome::toString);
    }

    /** Twice the standard error of 2000 pictures is allowed on top. */
    @ParameterizedTest
    @MethodSource("strategies")
    void fit_half_keepsToItsShareOnTheOtherHalfAndSavesTime(FusionStrategy strategy) {
        // given
        List<int[]> halves = Halves.of(answers);
        Replay toFit = Replay.of(answers.by(strategy).about(halves.get(0)));
        Replay toMeasure = Replay.of(answers.by(strategy).about(halves.get(1)));

        // when
        SortedMap<Double, Double> margins = StopMargins.fit(toFit);

        // then
        assertEquals(StopMargins.DISAGREEMENTS, List.copyOf(margins.keySet()));
        margins.forEach((allowed, margin) -> {
            Outcome seen = toMeasure.at(margin);
            assertTrue(seen.disagreement() < allowed + 2 * Math.sqrt(allowed / 2000), allowed + " " + seen);
        });
        assertTrue(
                toMeasure.at(margins.get(0.05)).meanVariants() < toMeasure.at(1).meanVariants(), margins::toString);
    }

    @Test
    void fit_moreAllowed_stopsNoLater() {
        // when
        List<Double> margins = List.copyOf(StopMargins.fit(Replay.of(answers)).values());

        // then
        for (int at = 1; at < margins.size(); at++) {
            assertTrue(margins.get(at) <= margins.get(at - 1), margins::toString);
        }
    }

    /** One picture with another label among 101 would be nearly one in a hundred. */
    @Test
    void fit_fewPictures_hasMarginsOnlyForSharesThatTheyCanShow() {
        // when
        SortedMap<Double, Double> margins = StopMargins.fit(Replay.of(new Made(7).knowing(120, 0.8, 0.7)));

        // then
        assertEquals(List.of(0.01, 0.02, 0.05), List.copyOf(margins.keySet()));
    }

    @Test
    void fused_familyWithoutFittedWeights_isFittedForTheOtherStrategies() {
        // when
        Map<String, ?> fits = FamilyFit.fused(answers);

        // then
        assertEquals(List.of("log-pool", "majority", "scaled-sum"), List.copyOf(fits.keySet()));
    }

    @Test
    void fused_fittedFamily_calibratesWhatAggregatorsTell() {
        // given
        VariantAnswers fitted = answers.fitted(FamilyFit.of(answers, Made.classes()));

        // when
        double temperature = FamilyFit.fused(fitted).get("fitted-weights").temperature();

        // then
        VariantAnswers fused = fitted.by(FusionStrategies.named("fitted-weights"));
        assertTrue(
                Temperature.nll(fused.probabilities(), fused.truths(), temperature)
                        < Temperature.nll(fused.probabilities(), fused.truths(), 1) - 0.01,
                "temperature " + temperature);
    }

    @Test
    void fused_tooFewPictures_isNothing() {
        // then
        assertEquals(Map.of(), FamilyFit.fused(new Made(7).knowing(FamilyFit.LEAST_PICTURES - 1, 0.8, 0.7)));
    }
}
