package dev.chorus.tools.benchmark.faults;

import dev.chorus.tools.benchmark.rig.BrokerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** No gateway can write to its disk. A limit on the size of files stands for the disk: every write fails as on a full one. */
final class FullDisk implements Scenario {

    private static final Path PROGRAM = Path.of("/usr/bin/prlimit");

    @Override
    public String name() {
        return "full-disk";
    }

    @Override
    public String description() {
        return "no gateway can write another byte to any file, its log included";
    }

    @Override
    public Optional<String> obstacle(BrokerKind broker) {
        return Files.isExecutable(PROGRAM) ? Optional.empty() : Optional.of("there is no " + PROGRAM);
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException {
        limit(fleet, "0");
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
        limit(fleet, "unlimited");
    }

    private static void limit(ScenarioGateways fleet, String bytes) throws IOException, InterruptedException {
        for (long process : fleet.processIds().values()) {
            Process limit = new ProcessBuilder(
                            PROGRAM.toString(), "--pid", String.valueOf(process), "--fsize=" + bytes + ":unlimited")
                    .inheritIO()
                    .start();
            if (!limit.waitFor(10, TimeUnit.SECONDS) || limit.exitValue() != 0) {
                throw new IOException("the files of process " + process + " cannot be limited");
            }
        }
    }
}
