package dev.chorus.tools.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AccuraciesTest {

    private final Accuracies accuracies = new Accuracies(Made.answers());

    @Test
    void of_noVariant_isZero() {
        assertEquals(0, accuracies.of(0));
    }

    @Test
    void of_someVariants_isWhatTheyFuse() {
        // 0 and 2 agree on the first five pictures and on the last two; where they do not, the first class by index
        // leads.
        assertEquals(0.8, accuracies.of(0b001));
        assertEquals(0.5, accuracies.of(0b100));
        assertEquals(0.8, accuracies.of(0b101));
    }

    @Test
    void worst_withOneInstanceOfEach_losesTheMostPrecious() {
        assertEquals(0.5, accuracies.worst(new int[] {1, 0, 1}, 1));
    }

    @Test
    void worst_withTwoInstances_losesNone() {
        assertEquals(0.8, accuracies.worst(new int[] {2, 0, 2}, 1));
    }

    @Test
    void worst_withAsManyLostAsThereAre_isNothing() {
        assertEquals(0, accuracies.worst(new int[] {2, 0, 1}, 3));
    }

    @Test
    void expected_ofTwoThatFailIndependently_addsUpAllThatCanBe() {
        Accuracies.Expected expected = accuracies.expected(new double[] {0.9, 0, 0.5}, 0.8);

        assertEquals(0.9 * 0.8 + 0.1 * 0.5 * 0.5, expected.accuracy(), 1e-12);
        assertEquals(1 - 0.1 * 0.5, expected.answered(), 1e-12);
        assertEquals(0.9, expected.held(), 1e-12);
    }
}
