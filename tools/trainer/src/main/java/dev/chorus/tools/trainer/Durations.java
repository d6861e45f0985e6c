package dev.chorus.tools.trainer;

import dev.chorus.tools.trainer.train.Budget;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a training may take: options of the command line, of which one may be given. */
final class Durations {

    private static final double PICTURES_A_MINUTE = 2000;
    private static final double LEAST_MINUTES = 3;
    private static final double MOST_MINUTES = 30;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "How long to train (default: half a minute for every 1000 pictures, at least 3, at most 30).")
    private Double minutes;

    @Option(
            names = "--epochs",
            paramLabel = "E",
            description = "How often to see every picture; the same seed then gives the same family.")
    private Double epochs;

    /**
     * What that comes to.
     *
     * @param pictures to learn from
     * @param spent time before the training was resumed
     * @throws IllegalArgumentException naming the option, its value and what is allowed
     */
    Budget budget(int pictures, int batchSize, Duration spent) {
        if (epochs != null) {
            require(epochs > 0, "--epochs", epochs);
            return new Budget.Steps((int) Math.max(1, Math.round(epochs * pictures / batchSize)));
        }
        double whole = minutes == null
                ? Math.max(LEAST_MINUTES, Math.min(MOST_MINUTES, pictures / PICTURES_A_MINUTE))
                : minutes;
        require(whole > 0, "--minutes", whole);
        return new Budget.Time(Duration.ofMillis((long) (whole * 60_000)), System.nanoTime() - spent.toNanos());
    }

    private static void require(boolean allowed, String option, double value) {
        if (!allowed) {
            throw new IllegalArgumentException(option + " is " + value + ", allowed is above 0");
        }
    }
}
