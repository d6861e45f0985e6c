package dev.chorus.tools.evaluation.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fit;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemperatureTest {

    /** With few classes named the residual mass is not quite where the spreading puts it. */
    @ParameterizedTest
    @CsvSource({"0.4, 12, 0.05", "1, 12, 0.05", "2.5, 12, 0.05", "0.4, 5, 0.1", "1, 5, 0.1", "2.5, 5, 0.1"})
    void fit_knownMiscalibration_findsIt(double temperature, int k, double share) {
        // given
        VariantAnswers answers = new Made(3).miscalibrated(5000, temperature, k);

        // when
        double fitted = FamilyFit.temperature(answers, 0);

        // then
        assertEquals(temperature, fitted, share * temperature);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.05", "1, 20"})
    void fit_alwaysRightOrAlwaysWrong_isABound(int truth, double expected) {
        // given
        VariantAnswers answers = new VariantAnswers(
                2,
                List.of(VariantWeight.of(1)),
                new int[] {truth, truth},
                new TopK[][] {
                    {TopK.of(new int[] {0, 1}, new float[] {0.6f, 0.4f})},
                    {TopK.of(new int[] {0, 1}, new float[] {0.7f, 0.3f})}
                },
                List.of());

        // when
        double fitted = FamilyFit.temperature(answers, 0);

        // then
        assertEquals(expected, fitted, 1e-4 * expected);
        assertTrue(fitted >= Fit.MIN_TEMPERATURE && fitted <= Fit.MAX_TEMPERATURE, "beyond what a family may say");
    }

    @Test
    void fit_noPictures_isOne() {
        // then
        assertEquals(1, Temperature.fit(List.of(), new int[0]));
    }
}
