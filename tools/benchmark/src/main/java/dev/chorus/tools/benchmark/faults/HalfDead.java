package dev.chorus.tools.benchmark.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Half of the variants stay dead for most of the time, which shows what the others are worth. */
final class HalfDead implements Scenario {

    @Override
    public String name() {
        return "half-dead";
    }

    @Override
    public String description() {
        return "half of the variants are killed (SIGKILL) at once, and stay dead; what the others answer is compared with what"
                + " evaluate predicts of them";
    }

    @Override
    public List<String> survivors(List<String> variants) {
        return variants.subList(variants.size() / 2, variants.size());
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException {
        List<String> dead = fleet.variants().subList(0, fleet.variants().size() / 2);
        dead.forEach(fleet::kill);
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
        for (String variant : dead) {
            fleet.start(variant);
        }
        fleet.awaitWhole();
    }
}
