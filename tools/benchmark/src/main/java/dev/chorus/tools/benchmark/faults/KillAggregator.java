package dev.chorus.tools.benchmark.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One of two aggregators dies. */
final class KillAggregator implements Scenario {

    @Override
    public String name() {
        return "kill-aggregator";
    }

    @Override
    public String description() {
        return "one of two aggregators is killed (SIGKILL), and started again";
    }

    @Override
    public int aggregators() {
        return 2;
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException {
        String victim = fleet.aggregators().get(1);
        fleet.kill(victim);
        TimeUnit.MILLISECONDS.sleep(time.toMillis() / 2);
        fleet.start(victim);
        fleet.awaitWhole();
    }
}
