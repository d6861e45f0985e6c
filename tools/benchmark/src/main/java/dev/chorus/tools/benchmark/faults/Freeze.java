package dev.chorus.tools.benchmark.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A gateway stands still without its connection breaking, and goes on. */
final class Freeze implements Scenario {

    private final boolean aggregator;

    private Freeze(boolean aggregator) {
        this.aggregator = aggregator;
    }

    static Freeze ofVariant() {
        return new Freeze(false);
    }

    static Freeze ofAggregator() {
        return new Freeze(true);
    }

    @Override
    public String name() {
        return aggregator ? "freeze-aggregator" : "freeze-variant";
    }

    @Override
    public String description() {
        return (aggregator ? "one of two aggregators" : "one of four variants") + " is frozen (SIGSTOP) and thawed";
    }

    @Override
    public int aggregators() {
        return aggregator ? 2 : 1;
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException {
        String victim =
                aggregator ? fleet.aggregators().get(1) : fleet.variants().get(0);
        fleet.freeze(victim);
        TimeUnit.MILLISECONDS.sleep(time.toMillis() / 2);
        fleet.thaw(victim);
        TimeUnit.MILLISECONDS.sleep(time.toMillis() / 2);
    }
}
