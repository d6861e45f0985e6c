package dev.chorus.tools.demo;

/**
 * What was counted of somebody's answers.
 *
 * @param answers how many
 * @param right how many of them were right
 * @param p50 median time, in milliseconds; like all times NaN without answers
 * @param p95 95 of 100 took no longer, in milliseconds
 * @param p99 99 of 100 took no longer, in milliseconds
 */
public record AnswerFigures(long answers, long right, double p50, double p95, double p99) {

    /** Right ones among the answers, 0 to 1; NaN without answers. */
    public double accuracy() {
        return answers == 0 ? Double.NaN : (double) right / answers;
    }
}
