package dev.chorus.tools.benchmark;

import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.gateway.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a variant adds to the memory of its gateway. */
final class MemoryBench implements Bench {

    private static final String FAMILY = "cifar10";
    private static final String VARIANT = "c32";
    private static final int RATE_PER_SECOND = 20;
    private static final int SECONDS = 15;
    private static final double MEBIBYTE = 1024;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "What a variant of " + FAMILY + " that has answered " + RATE_PER_SECOND * SECONDS
                + " pictures adds to the resident memory of a gateway's process that had all bundles started before, but no"
                + " component.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        List<Double> idle = new ArrayList<>();
        List<Double> added = new ArrayList<>();
        List<Double> addedAlone = new ArrayList<>();
        try (Rig rig = context.rig(FAMILY)) {
            rig.aggregator();
            for (int time = 1; time <= context.times(); time++) {
                context.progress().accept("gateway " + time + " of " + context.times());
                try (GatewayProcess gateway = rig.gatewayFor(VARIANT)) {
                    double before = resident(gateway);
                    double aloneBefore = alone(gateway);
                    gateway.create(rig.component(VARIANT));
                    rig.awaitVariants(1);
                    Stream.run(rig.requester(), RATE_PER_SECOND, SECONDS);
                    idle.add(before);
                    added.add(resident(gateway) - before);
                    addedAlone.add(alone(gateway) - aloneBefore);
                }
                rig.awaitVariants(0);
            }
        }
        return List.of(
                figure("idle", "resident memory of the idle platform", idle),
                figure("added", "resident memory that the variant adds", added).atMost(64),
                figure("addedAnonymous", "of that, memory that is no file's: heap, threads, the session", addedAlone));
    }

    private static Figure figure(String key, String meaning, List<Double> values) {
        return Figure.several(
                key, meaning, "MiB", values.stream().mapToDouble(value -> value).toArray());
    }

    private static double resident(GatewayProcess gateway) throws IOException {
        return entry(gateway, "VmRSS");
    }

    private static double alone(GatewayProcess gateway) throws IOException {
        return entry(gateway, "RssAnon");
    }

    /** In mebibytes, as Linux tells it (proc_pid_status(5)). */
    private static double entry(GatewayProcess gateway, String name) throws IOException {
        String status = Files.readString(Path.of("/proc", String.valueOf(gateway.processId()), "status"));
        Matcher line = Pattern.compile("^" + name + ":\\s*(\\d+) kB$", Pattern.MULTILINE)
                .matcher(status);
        if (!line.find()) {
            throw new IOException("this system does not tell the memory of a process");
        }
        return Long.parseLong(line.group(1)) / MEBIBYTE;
    }
}
