package dev.chorus.tools.benchmark.faults;

import dev.chorus.tools.benchmark.rig.BrokerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The time of day on all gateways is set anew, as when a gateway without a battery hears of a time server. */
final class ClockJumps implements Scenario {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "libfaketimeMT.so.1";
    private static final String FILE = "clock-offset";
    private static final List<String> OFFSETS = List.of("+3600", "-86400", "+315360000");
    private static final String RIGHT = "+0";

    private Path offset;

    @Override
    public String name() {
        return "clock-jumps";
    }

    @Override
    public String description() {
        return "the clocks of all gateways are set an hour ahead, then a day back, then ten years ahead";
    }

    @Override
    public Optional<String> obstacle(BrokerKind broker) {
        return library().isPresent() ? Optional.empty() : Optional.of("there is no libfaketime (apt install faketime)");
    }

    private static Optional<Path> library() {
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            return folders.map(folder -> folder.resolve("faketime").resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Map<String, String> environment(Path folder) throws IOException {
        offset = folder.resolve(FILE);
        Files.writeString(offset, RIGHT);
        // Without the last the JVM's timed waits return at once, again and again.
        return Map.of(
                "LD_PRELOAD", library().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException {
        for (String jump : OFFSETS) {
            Files.writeString(offset, jump);
            TimeUnit.MILLISECONDS.sleep(time.toMillis() / OFFSETS.size());
        }
        Files.writeString(offset, RIGHT);
    }
}
