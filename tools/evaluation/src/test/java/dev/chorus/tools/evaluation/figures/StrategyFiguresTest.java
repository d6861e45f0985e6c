package dev.chorus.tools.evaluation.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FusedFit;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.fit.Made;
import dev.chorus.tools.evaluation.fit.StopMargins;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StrategyFiguresTest {

    @Test
    void of_example_hasEachStrategyThatItCanBeFusedBy() {
        // when
        List<StrategyFigures> figures = StrategyFigures.of(Example.family(), Example.answers());

        // then: by majority picture 3 is a bolt, and so four of five are right
        assertEquals(
                List.of("scaled-sum", "log-pool", "majority"),
                figures.stream().map(StrategyFigures::name).toList());
        assertEquals(0.6, figures.get(0).fused(), 1e-9);
        assertEquals(0.8, figures.get(2).fused(), 1e-9);
        assertEquals(0.4, figures.get(0).earlyStop().share(), 1e-9);
    }

    @Test
    void of_familyWithAFit_tellsWhatItsTemperatureAndMarginDo() {
        // given
        VariantAnswers answers = new Made(3).miscalibrated(1000, 0.5, 6);
        Family fitted = family(Map.of("scaled-sum", new FusedFit(0.5, new TreeMap<>(Map.of(0.01, 1.0)))));

        // when
        StrategyFigures of = StrategyFigures.of(fitted, answers).get(0);
        StrategyFigures without = StrategyFigures.of(family(Map.of()), answers).get(0);

        // then
        assertEquals(0.5, of.temperature());
        assertTrue(of.told().ece() < without.told().ece() - 0.05, of.told() + " " + without.told());
        assertEquals(of.calibrated(), without.calibrated());
    }

    @Test
    void stops_familyWithMargins_arePlayedAtThese() {
        // given
        VariantAnswers answers = new Made(3).knowing(500, 0.8, 0.7, 0.6);
        Family proofOnly = family(Map.of("scaled-sum", new FusedFit(1, new TreeMap<>(Map.of(0.01, 1.0)))));

        // when
        Map<Double, StopFigures> stops =
                StrategyFigures.of(proofOnly, answers).get(0).stops();

        // then
        assertEquals(List.of(0.01), List.copyOf(stops.keySet()));
        assertEquals(1, stops.get(0.01).margin());
        assertEquals(0, stops.get(0.01).outcome().disagreement());
    }

    @Test
    void stops_familyWithoutMargins_areThoseOfTheOtherHalf() {
        // given
        VariantAnswers answers = new Made(3).knowing(2000, 0.8, 0.7, 0.6);

        // when
        Map<Double, StopFigures> stops =
                StrategyFigures.of(family(Map.of()), answers).get(0).stops();

        // then
        assertEquals(Set.copyOf(StopMargins.DISAGREEMENTS), stops.keySet());
        assertTrue(stops.get(0.05).outcome().share() > stops.get(0.01).outcome().share(), stops::toString);
    }

    private static Family family(Map<String, FusedFit> fused) {
        Family example = Example.family();
        return new Family(example.name(), example.version(), example.labelSet(), example.variants(), fused);
    }
}
