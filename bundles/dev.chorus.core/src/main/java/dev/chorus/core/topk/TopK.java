package dev.chorus.core.topk;

import java.util.Arrays;

/**
 * The k best classes of one variant for one picture, best first (paper, section "At run time": the 2k values that a
 * device sends).
 *
 * <p>Immutable. Class indices are distinct and within {@code 0..65535}; scores are finite, within {@code 0..1} and
 * never ascend. {@code k} is within {@code 1..}{@value #MAX_K}.
 */
public final class TopK {

    /** The largest k that a frame can carry. */
    public static final int MAX_K = 255;

    /** The largest class index that a frame can carry. */
    public static final int MAX_CLASS_INDEX = 0xFFFF;

    private final int[] classes;
    private final float[] scores;

    private TopK(int[] classes, float[] scores) {
        this.classes = classes;
        this.scores = scores;
    }

    /**
     * Creates a Top-k of ranked classes and scores.
     *
     * @param classes class indices, best first, shape {@code [k]}; copied
     * @param scores the score of each, shape {@code [k]}, never ascending; copied
     * @throws IllegalArgumentException if a length, an index or a score violates the class description
     */
    public static TopK of(int[] classes, float[] scores) {
        int[] ownClasses = classes.clone();
        float[] ownScores = scores.clone();
        check(ownClasses, ownScores);
        return new TopK(ownClasses, ownScores);
    }

    /**
     * Selects the k best of a full score vector; of equal scores the smaller class index wins.
     *
     * @param scores one score in {@code 0..1} for each class, shape {@code [classes]}
     * @param k number of classes to select, {@code 1..}{@value #MAX_K}; all classes are selected if there are fewer
     * @throws IllegalArgumentException if a score is not finite or out of range, or k is out of range
     */
    public static TopK select(float[] scores, int k) {
        if (k < 1 || k > MAX_K) {
            throw new IllegalArgumentException("k must be 1.." + MAX_K + ", was " + k);
        }
        int taken = Math.min(k, scores.length);
        int[] classes = new int[taken];
        float[] best = new float[taken];
        int filled = 0;
        for (int index = 0; index < scores.length; index++) {
            float score = scores[index];
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("score of class " + index + " must be 0..1, was " + score);
            }
            if (filled == taken && score <= best[taken - 1]) {
                continue;
            }
            int at = filled < taken ? filled++ : taken - 1;
            while (at > 0 && best[at - 1] < score) {
                best[at] = best[at - 1];
                classes[at] = classes[at - 1];
                at--;
            }
            best[at] = score;
            classes[at] = index;
        }
        return of(classes, best);
    }

    private static void check(int[] classes, float[] scores) {
        if (classes.length != scores.length) {
            throw new IllegalArgumentException(classes.length + " classes but " + scores.length + " scores");
        }
        if (classes.length < 1 || classes.length > MAX_K) {
            throw new IllegalArgumentException("k must be 1.." + MAX_K + ", was " + classes.length);
        }
        for (int rank = 0; rank < classes.length; rank++) {
            checkEntry(classes, scores, rank);
        }
    }

    private static void checkEntry(int[] classes, float[] scores, int rank) {
        if (classes[rank] < 0 || classes[rank] > MAX_CLASS_INDEX) {
            throw new IllegalArgumentException(
                    "class index at rank " + rank + " must be 0.." + MAX_CLASS_INDEX + ", was " + classes[rank]);
        }
        if (!(scores[rank] >= 0 && scores[rank] <= 1)) {
            throw new IllegalArgumentException("score at rank " + rank + " must be 0..1, was " + scores[rank]);
        }
        if (rank > 0 && scores[rank] > scores[rank - 1]) {
            throw new IllegalArgumentException("score at rank " + rank + " is above the one before it");
        }
        for (int earlier = 0; earlier < rank; earlier++) {
            if (classes[earlier] == classes[rank]) {
                throw new IllegalArgumentException(
                        "class index " + classes[rank] + " must be listed once, is listed twice");
            }
        }
    }

    /** The number of classes. */
    public int k() {
        return classes.length;
    }

    /**
     * The class index at a rank.
     *
     * @param rank {@code 0..k-1}, 0 is the best
     */
    public int classAt(int rank) {
        return classes[rank];
    }

    /**
     * The score at a rank.
     *
     * @param rank {@code 0..k-1}, 0 is the best
     */
    public float scoreAt(int rank) {
        return scores[rank];
    }

    /** Whether every class index is below a number of classes. */
    public boolean fits(int classCount) {
        for (int classIndex : classes) {
            if (classIndex >= classCount) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the first k of these classes.
     *
     * @param k at least 1; if not below {@link #k()}, returns this instance
     */
    public TopK first(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be 1.." + MAX_K + ", was " + k);
        }
        return k >= k() ? this : new TopK(Arrays.copyOf(classes, k), Arrays.copyOf(scores, k));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopK that && Arrays.equals(classes, that.classes) && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(classes) + Arrays.hashCode(scores);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("TopK[");
        for (int rank = 0; rank < k(); rank++) {
            text.append(rank == 0 ? "" : ", ").append(classes[rank]).append('=').append(scores[rank]);
        }
        return text.append(']').toString();
    }
}
