package dev.chorus.tools.benchmark.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The way of two of four variants to the broker is slow, or leads nowhere for a while. */
final class PathTrouble implements Scenario {

    private static final Duration DELAY = Duration.ofMillis(300);

    private final boolean still;

    private PathTrouble(boolean still) {
        this.still = still;
    }

    static PathTrouble slow() {
        return new PathTrouble(false);
    }

    static PathTrouble still() {
        return new PathTrouble(true);
    }

    @Override
    public String name() {
        return still ? "still-path" : "slow-path";
    }

    @Override
    public String description() {
        return still
                ? "nothing passes between two of four variants and the broker, and no connection breaks; then all comes at once"
                : "everything between two of four variants and the broker takes " + DELAY.toMillis()
                        + " ms more each way";
    }

    @Override
    public int variantsOnBadPaths() {
        return 2;
    }

    @Override
    public void inject(Fleet fleet, Duration time) throws InterruptedException {
        BadPath path = fleet.badPath();
        if (still) {
            path.standStill(true);
        } else {
            path.delay(DELAY);
        }
        TimeUnit.MILLISECONDS.sleep(time.toMillis() / 2);
        path.standStill(false);
        path.delay(Duration.ZERO);
        TimeUnit.MILLISECONDS.sleep(time.toMillis() / 2);
    }
}
