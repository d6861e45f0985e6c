package dev.chorus.tools.evaluation.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.fit.Made;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidenceTest {

    @Test
    void of_tooLittleConfidence_isMendedByATemperature() {
        // given
        VariantAnswers answers = new Made(9).miscalibrated(4000, 0.5, 5);

        // when
        Confidence confidence = Confidence.of(answers, Made.classes());

        // then
        assertEquals(0.5, confidence.temperature(), 0.05);
        assertTrue(confidence.published().ece() > 0.1, confidence::toString);
        assertTrue(confidence.calibrated().ece() < 0.04, confidence::toString);
        assertTrue(confidence.calibrated().nll() < confidence.spread().nll() - 0.05, confidence::toString);
    }

    /** The one leaves .3 to two classes, the other .1. */
    @Test
    void of_classThatOneDoesNotName_hasItsShareOfWhatIsLeft() {
        // given
        TopK bolt = TopK.of(new int[] {0}, new float[] {0.7f});
        TopK nut = TopK.of(new int[] {1}, new float[] {0.9f});
        VariantAnswers answers = new VariantAnswers(
                3,
                List.of(VariantWeight.of(1), VariantWeight.of(1)),
                new int[] {0},
                new TopK[][] {{bolt, nut}},
                List.of());

        // when
        Confidence confidence = Confidence.of(answers, 3);

        // then
        assertEquals(-Math.log(0.7 / 2), confidence.published().nll(), 1e-4);
        assertEquals(-Math.log((0.7 + 0.05) / 2), confidence.spread().nll(), 1e-4);
        assertEquals((0.9 + 0.15) / 2, confidence.spread().ece(), 1e-4);
    }

    /** One picture: the half to fit on is empty. */
    @Test
    void of_onePicture_isNotCalibrated() {
        // given
        VariantAnswers answers = new Made(9).miscalibrated(1, 0.5, 5);

        // when
        Confidence confidence = Confidence.of(answers, Made.classes());

        // then
        assertEquals(confidence.spread(), confidence.calibrated());
    }
}
