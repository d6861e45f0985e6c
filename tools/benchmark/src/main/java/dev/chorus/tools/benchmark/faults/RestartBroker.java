package dev.chorus.tools.benchmark.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The broker is gone for a while, with all that it remembered. */
final class RestartBroker implements Scenario {

    private static final Duration GONE = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "restart-broker";
    }

    @Override
    public String description() {
        return "the broker is ended with all connections, and started " + GONE.toSeconds()
                + " s later without anything it knew";
    }

    /** What it had acknowledged and not passed on is gone with it. */
    @Override
    public boolean losesNothing() {
        return false;
    }

    @Override
    public void inject(Fleet fleet, Duration time) throws IOException, InterruptedException {
        fleet.rig().broker().stop();
        TimeUnit.MILLISECONDS.sleep(GONE.toMillis());
        fleet.rig().broker().restart();
        TimeUnit.MILLISECONDS.sleep(time.minus(GONE).toMillis());
        fleet.awaitWhole();
    }
}
