package dev.chorus.tools.benchmark.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The broker is gone for a while, with or without all that it remembered. */
final class RestartBroker implements Scenario {

    private static final Duration GONE = Duration.ofSeconds(2);

    private final boolean store;

    private RestartBroker(boolean store) {
        this.store = store;
    }

    static RestartBroker forgetting() {
        return new RestartBroker(false);
    }

    static RestartBroker remembering() {
        return new RestartBroker(true);
    }

    @Override
    public String name() {
        return store ? "restart-storing-broker" : "restart-broker";
    }

    @Override
    public String description() {
        return "the broker is ended with all connections, and started " + GONE.toSeconds() + " s later "
                + (store ? "with" : "without") + " what it knew";
    }

    @Override
    public boolean keepsStore() {
        return store;
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException {
        fleet.rig().broker().stop();
        TimeUnit.MILLISECONDS.sleep(GONE.toMillis());
        fleet.rig().broker().restart();
        TimeUnit.MILLISECONDS.sleep(time.minus(GONE).toMillis());
        fleet.awaitWhole();
    }
}
