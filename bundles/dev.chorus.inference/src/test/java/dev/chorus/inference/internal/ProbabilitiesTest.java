package dev.chorus.inference.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.inference.api.InferenceException;
import org.junit.jupiter.api.Test;

class ProbabilitiesTest {

    @Test
    void ofLogits_greatOnes_doNotOverflow() throws Exception {
        assertArrayEquals(new float[] {0, 0.5f, 0.5f}, Probabilities.ofLogits(new float[] {-3e38f, 3e38f, 3e38f}));
    }

    @Test
    void checked_aRoundingErrorBeyondOne_isTakenBack() throws Exception {
        assertArrayEquals(new float[] {1, 0}, Probabilities.checked(new float[] {1.00001f, -0.00001f}));
    }

    @Test
    void checked_otherSum_isRefused() {
        String message = assertThrows(InferenceException.class, () -> Probabilities.checked(new float[] {0.9f, 0.4f}))
                .getMessage();

        assertTrue(message.startsWith("probabilities add up to 1.3"), message);
    }

    @Test
    void ofLogits_infinite_isRefused() {
        assertThrows(InferenceException.class, () -> Probabilities.ofLogits(new float[] {0, Float.POSITIVE_INFINITY}));
    }
}
