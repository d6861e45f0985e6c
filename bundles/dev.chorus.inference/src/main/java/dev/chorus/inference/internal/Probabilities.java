package dev.chorus.inference.internal;

import dev.chorus.inference.api.InferenceException;

/** From a network's numbers to probabilities. Works in the given array. */
final class Probabilities {

    /** A softmax in float32 exceeds 1 by less. */
    private static final float OVERSHOOT = 1e-4f;

    /** What rounding and quantisation may do to a sum of 1. */
    private static final double SUM_TOLERANCE = 0.01;

    /** What clipping and coarse quantization may do to a sum of 1; logits for several pictures do not keep within it. */
    private static final double SIMILAR_SUM = 0.1;

    private Probabilities() {}

    /** Takes back to 0 and 1 what is beyond them by a rounding error; anything else is left as it is. */
    static float[] withoutOvershoot(float[] scores) {
        for (int at = 0; at < scores.length; at++) {
            if (scores[at] > 1 && scores[at] <= 1 + OVERSHOOT) {
                scores[at] = 1;
            } else if (scores[at] < 0 && scores[at] >= -OVERSHOOT) {
                scores[at] = 0;
            }
        }
        return scores;
    }

    /** Softmax. */
    static float[] ofLogits(float[] logits) throws InferenceException {
        checkFinite(logits);
        double greatest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            greatest = Math.max(greatest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - greatest);
        }
        for (int at = 0; at < logits.length; at++) {
            logits[at] = (float) (Math.exp(logits[at] - greatest) / sum);
        }
        return logits;
    }

    /** What claims to be probabilities already. */
    static float[] checked(float[] scores) throws InferenceException {
        checkFinite(scores);
        withoutOvershoot(scores);
        double sum = 0;
        for (int at = 0; at < scores.length; at++) {
            if (scores[at] < 0 || scores[at] > 1) {
                throw new InferenceException(
                        "probability of class " + at + " is " + scores[at] + ", allowed is 0..1: are these logits?");
            }
            sum += scores[at];
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new InferenceException(
                    "probabilities add up to " + (float) sum + ", allowed is about 1: are these logits?");
        }
        return scores;
    }

    /** Whether numbers are 0 to 1 and add up to about 1, whatever they are said to be. */
    static boolean looksLike(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            if (!(number >= -OVERSHOOT && number <= 1 + OVERSHOOT)) {
                return false;
            }
            sum += number;
        }
        return Math.abs(sum - 1) <= SIMILAR_SUM;
    }

    private static void checkFinite(float[] numbers) throws InferenceException {
        for (int at = 0; at < numbers.length; at++) {
            if (!Float.isFinite(numbers[at])) {
                throw new InferenceException(
                        "output of class " + at + " is " + numbers[at] + ", allowed are finite numbers");
            }
        }
    }
}
