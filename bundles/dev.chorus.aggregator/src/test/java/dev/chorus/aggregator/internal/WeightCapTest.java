package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fit;
import dev.chorus.core.fusion.VariantWeight;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightCapTest {

    private static final List<VariantWeight> FAMILY = List.of(
            new VariantWeight(1, Fit.of(0.5, 1)),
            new VariantWeight(2, Fit.of(1, 1)),
            new VariantWeight(3, Fit.of(1.5, 1)));

    private final WeightCap.Limits limits = new WeightCap(2).over(FAMILY);

    @Test
    void apply_voicesOfTheFamily_areAsTheyWere() {
        FAMILY.forEach(variantWeight -> assertFalse(limits.exceededBy(variantWeight)));
    }

    @Test
    void apply_weights_areLimitedToTheMultipleOfTheirMedians() {
        assertEquals(new VariantWeight(4, Fit.of(2, 1)), limits.apply(new VariantWeight(1000, Fit.of(1000, 1))));
    }

    /** In a log pool the weight over the temperature counts. */
    @Test
    void apply_lowTemperature_isRaised() {
        assertEquals(new VariantWeight(2, Fit.of(1, 0.5)), limits.apply(new VariantWeight(2, Fit.of(1, 0.05))));
    }

    @Test
    void over_evenNumber_takesTheLowerOfTheTwoInTheMiddle() {
        WeightCap.Limits two = new WeightCap(4).over(List.of(VariantWeight.of(1), VariantWeight.of(1000)));

        assertEquals(4, two.weight());
        assertTrue(two.exceededBy(VariantWeight.of(1000)));
    }

    @Test
    void over_oneVariant_allowsIt() {
        assertFalse(new WeightCap(1).over(List.of(VariantWeight.of(1000))).exceededBy(VariantWeight.of(1000)));
    }
}
