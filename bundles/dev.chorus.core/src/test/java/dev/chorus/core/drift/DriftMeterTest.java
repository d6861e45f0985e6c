package dev.chorus.core.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.LabelSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftMeterTest {

    private static final LabelSet LABELS = new LabelSet(List.of("bolt", "nut", "gear"));

    private final DriftMeter meter = new DriftMeter(LABELS, List.of(5000, 3000, 2000));

    private void answer(int classIndex, int times) {
        for (int time = 0; time < times; time++) {
            meter.answered(classIndex);
        }
    }

    @Test
    void drift_ofFewAnswers_isNotReported() {
        answer(2, DriftMeter.LEAST - 1);

        assertTrue(meter.drift().isEmpty());
    }

    @Test
    void drift_ofAnswersAsExpected_isNone() {
        answer(0, 50);
        answer(1, 30);
        answer(2, 20);

        Drift drift = meter.drift().orElseThrow();

        assertEquals(0, drift.distance(), 1e-12);
        assertFalse(drift.isDrifted());
        assertEquals(List.of(), drift.more());
    }

    @Test
    void drift_ofOtherAnswers_namesWhichAreMoreAndFewer() {
        answer(0, 100);
        answer(1, 30);
        answer(2, 270);

        Drift drift = meter.drift().orElseThrow();

        assertEquals(400, drift.answers());
        assertEquals(0.475, drift.distance(), 1e-12);
        assertTrue(drift.isDrifted());
        assertEquals(List.of("gear"), drift.more());
        assertEquals(List.of("bolt", "nut"), drift.fewer());
    }

    @Test
    void drift_afterMoreAnswersThanAreRemembered_isOfTheLast() {
        answer(2, DriftMeter.MOST);
        answer(0, DriftMeter.MOST / 2);
        answer(1, DriftMeter.MOST * 3 / 10);
        answer(2, DriftMeter.MOST / 5);

        Drift drift = meter.drift().orElseThrow();

        assertEquals(DriftMeter.MOST, drift.answers());
        assertEquals(0, drift.distance(), 1e-12);
    }

    @Test
    void drift_ofRandomAnswersAsExpected_isTakenForDriftInFewerThanOneOfTwenty() {
        long seed = 20261127;
        Random random = new Random(seed);
        int drifted = 0;
        for (int trial = 0; trial < 400; trial++) {
            DriftMeter one = new DriftMeter(LABELS, List.of(5000, 3000, 2000));
            for (int answer = 0; answer < 200; answer++) {
                int number = random.nextInt(10);
                one.answered(number < 5 ? 0 : number < 8 ? 1 : 2);
            }
            drifted += one.drift().filter(Drift::isDrifted).isPresent() ? 1 : 0;
        }

        assertTrue(drifted < 20, drifted + " of 400, seed " + seed);
    }

    @Test
    void drift_ofAFamilyWhoseAnswersWereNotCounted_isNotReported() {
        DriftMeter unknown = new DriftMeter(LABELS, List.of());
        for (int answer = 0; answer < DriftMeter.LEAST; answer++) {
            unknown.answered(0);
        }

        assertEquals(Optional.empty(), unknown.drift());
    }

    @Test
    void drift_ofCountsForOtherLabels_isNotReported() {
        DriftMeter other = new DriftMeter(LABELS, List.of(1, 2));
        for (int answer = 0; answer < DriftMeter.LEAST; answer++) {
            other.answered(0);
        }

        assertEquals(Optional.empty(), other.drift());
    }

    @Test
    void answered_whatIsNoClass_isNotCounted() {
        answer(-1, DriftMeter.LEAST);
        answer(3, DriftMeter.LEAST);

        assertTrue(meter.drift().isEmpty());
    }
}
