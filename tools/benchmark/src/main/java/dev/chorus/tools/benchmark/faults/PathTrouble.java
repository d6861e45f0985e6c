package dev.chorus.tools.benchmark.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The way of two of four variants to the broker is slow, loses packets, or leads nowhere for a while. */
final class PathTrouble implements Scenario {

    private static final Duration DELAY = Duration.ofMillis(300);

    private static final double LOSS = 0.1;

    private final String name;
    private final String description;
    private final Consumer<FaultyProxy> trouble;

    private PathTrouble(String name, String description, Consumer<FaultyProxy> trouble) {
        this.name = name;
        this.description = description;
        this.trouble = trouble;
    }

    static PathTrouble slow() {
        return new PathTrouble(
                "slow-path",
                "everything between two of four variants and the broker takes " + DELAY.toMillis()
                        + " ms more each way",
                path -> path.delay(DELAY));
    }

    static PathTrouble still() {
        return new PathTrouble(
                "still-path",
                "nothing passes between two of four variants and the broker, and no connection breaks; then all comes at once",
                path -> path.standStill(true));
    }

    static PathTrouble lossy() {
        return new PathTrouble(
                "lossy-path",
                "one packet in ten between two of four variants and the broker is lost, and sent again by TCP",
                path -> path.lose(LOSS));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int variantsOnBadPaths() {
        return 2;
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws InterruptedException {
        FaultyProxy path = fleet.faultyProxy();
        trouble.accept(path);
        TimeUnit.MILLISECONDS.sleep(time.toMillis() / 2);
        path.standStill(false);
        path.delay(Duration.ZERO);
        path.lose(0);
        TimeUnit.MILLISECONDS.sleep(time.toMillis() / 2);
    }
}
