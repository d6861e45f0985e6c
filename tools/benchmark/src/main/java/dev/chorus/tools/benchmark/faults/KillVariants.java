package dev.chorus.tools.benchmark.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Half of the variants die. */
final class KillVariants implements Scenario {

    @Override
    public String name() {
        return "kill-variants";
    }

    @Override
    public String description() {
        return "two of four variants are killed (SIGKILL) one after the other, and started again";
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException {
        String first = fleet.variants().get(0);
        String second = fleet.variants().get(1);
        fleet.kill(first);
        TimeUnit.MILLISECONDS.sleep(time.toMillis() / 4);
        fleet.kill(second);
        TimeUnit.MILLISECONDS.sleep(time.toMillis() / 4);
        fleet.start(first);
        fleet.start(second);
        fleet.awaitWhole();
    }
}
