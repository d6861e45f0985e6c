package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.tools.benchmark.rig.Album;
import dev.chorus.tools.benchmark.rig.Stream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The highest rate that a choir keeps up with: every request answered by all of it, the 99th percentile within the deadline. */
final class SteadyRate {

    private static final long DEADLINE_MICROS = TimeUnit.SECONDS.toMicros(1);
    private static final Duration TRIAL = Duration.ofSeconds(8);
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final int CALM_RATE = 10;
    private static final int FIRST_RATE = 40;
    private static final int HIGHEST_RATE = 10_000;
    private static final double STEP = 1.6;
    private static final int HALVINGS = 4;

    private final Choir choir;
    private final Album album;
    private final Consumer<String> progress;

    /** @param progress gets a line for each rate that is tried */
    SteadyRate(Choir choir, Album album, Consumer<String> progress) {
        this.choir = choir;
        this.album = album;
        this.progress = progress;
    }

    /** Looks for it: up in steps until it is too much, then by halving what is left. */
    int find() throws InterruptedException {
        int kept = 0;
        int tooMuch = FIRST_RATE;
        while (tooMuch < HIGHEST_RATE && isKept(tooMuch)) {
            kept = tooMuch;
            tooMuch = (int) (tooMuch * STEP);
        }
        for (int time = 0; time < HALVINGS; time++) {
            int middle = (kept + tooMuch) / 2;
            if (isKept(middle)) {
                kept = middle;
            } else {
                tooMuch = middle;
            }
        }
        return kept;
    }

    private boolean isKept(int rate) throws InterruptedException {
        choir.ask(album, CALM_RATE, CALM);
        List<Stream.Asked> asked = choir.ask(album, rate, TRIAL);
        long whole = Stream.results(asked).stream().filter(SteadyRate::isWhole).count();
        long late = Stream.latencies(asked).getValueAtPercentile(99);
        boolean kept = whole == asked.size() && late <= DEADLINE_MICROS;
        progress.accept(rate + " a second: " + whole + " of " + asked.size() + " answered by all, 99th percentile "
                + late / 1000 + " ms" + (kept ? "" : ", too much"));
        return kept;
    }

    private static boolean isWhole(FusedResult result) {
        return result.closedBy() == FusedResult.CloseReason.ALL
                && result.missing().isEmpty();
    }
}
