package dev.chorus.core.topk;

/** Scores in the 16-bit fixed point that the Top-k frame carries: {@code round(score * 65535)}. */
public final class Score {

    /** The fixed-point form of the score 1. */
    public static final int ONE = 0xFFFF;

    private Score() {}

    /**
     * To fixed point.
     *
     * @param score within 0..1
     * @return within {@code 0..}{@link #ONE}
     */
    public static int toFixedPoint(float score) {
        return Math.round(score * ONE);
    }

    /**
     * From fixed point; {@link #toFixedPoint} gives the same value back.
     *
     * @param fixedPoint within {@code 0..}{@link #ONE}
     */
    public static float fromFixedPoint(int fixedPoint) {
        return (float) fixedPoint / ONE;
    }
}
