package dev.chorus.core.fusion;

import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;

/**
 * Weights and scores as whole numbers, so that sums are exact in a long and independent of the order of arrival: scores
 * with the 16 bits of the frame, masses in half steps of these, weights in steps of 2^-20.
 */
final class FixedPoint {

    /** The weight 1. */
    static final long WEIGHT_ONE = 1L << 20;

    /** The mass 1; a frame cannot distinguish a mass of one half step from zero. */
    static final int MASS_ONE = 2 * Score.ONE;

    private FixedPoint() {}

    /** @return at least 1 for a weight above 0 */
    static long weight(double weight) {
        return (long) Math.ceil(weight * WEIGHT_ONE);
    }

    /** The mass that a Top-k gives to the class at a rank. */
    static int mass(TopK topK, int rank) {
        return mass(Score.toFixedPoint(topK.scoreAt(rank)));
    }

    /** The mass of a score in fixed point. */
    static int mass(int score) {
        return Math.max(1, 2 * score);
    }

    /** The mass that a Top-k leaves to all unnamed classes. */
    static int residualMass(TopK topK) {
        int left = MASS_ONE;
        for (int rank = 0; rank < topK.k(); rank++) {
            left -= mass(topK, rank);
        }
        return Math.max(1, left);
    }
}
