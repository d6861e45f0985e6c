package dev.chorus.tools.simulator;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What becomes of pictures. For one thread. */
final class Findings {

    private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;

    private final Histogram micros = new Histogram(MOST_MICROS, DIGITS);
    private long sent;
    private long whole;
    private long degraded;
    private long negative;
    private long refused;

    void sent() {
        sent++;
    }

    void refused() {
        refused++;
    }

    /** @param heard of so many variants */
    void answered(double latencyMicros, int heard, int variants) {
        if (heard == 0) {
            negative++;
            return;
        }
        if (heard == variants) {
            whole++;
        } else {
            degraded++;
        }
        micros.recordValue(Math.min(MOST_MICROS, Math.round(latencyMicros)));
    }

    /** Pictures that were taken. */
    long pictures() {
        return sent;
    }

    /** Of these, answered by all variants. */
    long whole() {
        return whole;
    }

    /** Answered by some. */
    long degraded() {
        return degraded;
    }

    /** Told at the deadline that nobody had spoken. */
    long negative() {
        return negative;
    }

    /** Pictures that a variant did not take because too many waited. */
    long refusals() {
        return refused;
    }

    /** From picture to answer, in milliseconds; 0 without any. */
    double percentileMillis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
