package dev.chorus.tools.evaluation.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.tools.evaluation.figures.Confusion.Mistake;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The figures of {@link Example}, computed by hand. */
class EvaluationFiguresTest {

    /** Scores are rounded to 1 / 65535. */
    private static final double ROUNDED = 2e-5;

    private final EvaluationFigures figures = EvaluationFigures.of(Example.family(), Example.answers(), List.of(2, 1));

    @Test
    void accuracies_ofExample_areOfBestClasses() {
        // then: with k = 1 the second picture is bolt 1.2 to nut 1.5, the third nut 1.4 to bolt 1.1
        assertEquals(List.of(0.4, 0.8, 0.6), figures.accuracies());
        assertEquals(0.6, figures.fused().get(1), 1e-9);
        assertEquals(0.6, figures.fusedAccuracy(), 1e-9);
        assertEquals(2, figures.k());
    }

    /** -ln of .8, .575, .425, .7 and of all that is left for gear, 1 - .475 - .375. */
    @Test
    void nll_ofExample_givesUnnamedClassWhatIsLeft() {
        // then
        double expected = -(Math.log(0.8) + Math.log(0.575) + Math.log(0.425) + Math.log(0.7) + Math.log(0.15)) / 5;
        assertEquals(expected, figures.confidence().published().nll(), 1e-4);
    }

    /** The second and third share a bin, of which one is right: |1 - .8|, 2 |.5 - .575|, |1 - .7|, |0 - .475|. */
    @Test
    void ece_ofExample_isMeanGapOfItsBins() {
        // then
        assertEquals(
                (0.2 + 2 * 0.075 + 0.3 + 0.475) / 5,
                figures.confidence().published().ece(),
                ROUNDED);
        assertEquals(15, figures.confidence().published().bins().size());
        ConfidenceCalibration.Bin bin = figures.confidence().published().bins().get(8);
        assertEquals(2, bin.pictures());
        assertEquals(0.575, bin.confidence(), ROUNDED);
        assertEquals(0.5, bin.accuracy());
    }

    /**
     * After a, weight 2 is missing, and the margin is 2 at most: exactly what is missing proves nothing. After b, weight 1: margins 2.2, .4, .6, 2.4 and .8.
     */
    @Test
    void earlyStop_ofExample_asksTheWeightiestFirst() {
        // then
        assertEquals(List.of(0, 2, 3), figures.earlyStop().heardFirst());
        assertEquals(0.4, figures.earlyStop().share(), 1e-9);
        assertEquals(2.6, figures.earlyStop().meanVariants(), 1e-9);
    }

    @Test
    void confusion_ofExample_countsAnswers() {
        // then
        assertEquals(1, figures.confusion().count(0, 0));
        assertEquals(2, figures.confusion().count(1, 1));
        assertEquals(OptionalDouble.of(0.5), figures.confusion().accuracy(0));
        assertEquals(
                List.of(new Mistake(0, 1, 1), new Mistake(2, 0, 1)),
                figures.confusion().mistakes(10));
    }

    /** A frame with the longest id has 32 bytes before its entries of 4 bytes. */
    @Test
    void traffic_ofExample_isThatOfThreeFrames() {
        // then
        assertEquals(3 * 2 * 4, figures.traffic().vpValues());
        assertEquals(3 * (32 + 2 * 4), figures.traffic().vp());
        assertEquals(3 * 32 + 3 * 2, figures.traffic().cp());
    }

    /** At 32 pixels: 96 channels of 16 x 16 in the second bottleneck at most, 160 of 1 x 1 before the last stage at least. */
    @Test
    void traffic_ofExample_triesEveryCutOfTheBaseModel() {
        // then
        assertEquals(32, figures.traffic().mpResolution());
        assertEquals(96 * 16 * 16 * 4, figures.traffic().mpWorst());
        assertEquals(160 * 4, figures.traffic().mpBest());
        assertEquals(53, figures.traffic().mp().size());
    }

    /** Each of three devices has one class, and two of five pictures at most. */
    @Test
    void classLoss_ofExample_isOneClass() {
        // then
        assertEquals(1, figures.classLoss().classes());
        assertEquals(1.0 / 3, figures.classLoss().mean(), 1e-9);
        assertEquals(0.4, figures.classLoss().worst(), 1e-9);
    }
}
