package dev.chorus.tools.benchmark.faults;

import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Many times as many pictures as the variants can take. */
final class Flood implements Scenario {

    private static final int RATE_PER_SECOND = 600;

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String description() {
        return "somebody else sends " + RATE_PER_SECOND
                + " pictures a second, several times what these processes can take";
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException {
        try (Requester other =
                Requester.connect(fleet.rig().client("flood"), fleet.rig().topics(), Duration.ofSeconds(20))) {
            Stream stream = new Stream(other, RATE_PER_SECOND);
            try (stream) {
                TimeUnit.SECONDS.sleep(Math.max(1, time.toSeconds()));
            }
            fleet.addAskedByOthers(stream.all());
        }
    }
}
