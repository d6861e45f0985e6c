package dev.chorus.tools.simulator;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts the outcomes of pictures. Not thread-safe. */
final class Findings {

    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;

    private final Histogram micros = new Histogram(MAX_MICROS, DIGITS);
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

    /** @param received number of variants in the answer */
    void answered(double latencyMicros, int received, int variants) {
        if (received == 0) {
            negative++;
            return;
        }
        if (received == variants) {
            whole++;
        } else {
            degraded++;
        }
        micros.recordValue(Math.min(MAX_MICROS, Math.round(latencyMicros)));
    }

    /** Returns the number of pictures taken. */
    long pictures() {
        return sent;
    }

    /** Returns the number of pictures answered by all variants. */
    long whole() {
        return whole;
    }

    /** Returns the number of pictures answered by some variants. */
    long degraded() {
        return degraded;
    }

    /** Returns the number of pictures without any result at the deadline. */
    long negative() {
        return negative;
    }

    /** Returns the number of pictures rejected by a variant because its queue was full. */
    long refusals() {
        return refused;
    }

    /** Returns a percentile of the time from picture to answer, in milliseconds; 0 without answers. */
    double percentileMillis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
