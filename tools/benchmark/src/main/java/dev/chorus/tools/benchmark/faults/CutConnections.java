package dev.chorus.tools.benchmark.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The network breaks under everybody at once. */
final class CutConnections implements Scenario {

    private static final int TIMES = 3;

    @Override
    public String name() {
        return "cut-connections";
    }

    @Override
    public String description() {
        return "all connections are cut without a word, " + TIMES + " times";
    }

    @Override
    public boolean allOnBadPath() {
        return true;
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws InterruptedException {
        for (int number = 0; number < TIMES; number++) {
            fleet.faultyProxy().cut();
            TimeUnit.MILLISECONDS.sleep(time.toMillis() / TIMES);
        }
    }
}
