package dev.chorus.tools.demo;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Counts answers, correct answers and their times. Not thread-safe. */
final class AnswerTally {

    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram latencyMicros = new Histogram(SIGNIFICANT_DIGITS);
    private long answers;
    private long right;

    /** Counts one answer. */
    void add(boolean isRight, Duration latency) {
        answers++;
        right += isRight ? 1 : 0;
        latencyMicros.recordValue(Math.max(0, latency.toNanos() / 1000));
    }

    /** Returns the statistics so far. */
    AnswerFigures figures() {
        return new AnswerFigures(answers, right, millis(50), millis(95), millis(99));
    }

    private double millis(double percentile) {
        return answers == 0 ? Double.NaN : latencyMicros.getValueAtPercentile(percentile) / 1e3;
    }
}
