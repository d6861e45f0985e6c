package dev.chorus.tools.demo;

/**
 * Statistics of answers, of one variant or of the fused result.
 *
 * @param answers number of answers
 * @param right number of correct answers
 * @param p50 median time in milliseconds; NaN without answers, like all times
 * @param p95 95th percentile in milliseconds
 * @param p99 99th percentile in milliseconds
 */
public record AnswerFigures(long answers, long right, double p50, double p95, double p99) {

    /** Returns the share of correct answers, 0 to 1; NaN without answers. */
    public double accuracy() {
        return answers == 0 ? Double.NaN : (double) right / answers;
    }
}
