package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.gateway.GatewayProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The gateways of a scenario, each a process that can be killed or frozen. For one thread. */
final class ScenarioGateways {

    private final Rig rig;
    private final List<String> variants;
    private final List<String> aggregators;
    private final FaultyProxy faultyProxy;
    private final int onBadPath;
    private final Map<String, GatewayProcess> running = new LinkedHashMap<>();
    private final List<Stream.Asked> askedByOthers = new ArrayList<>();

    /** @param onBadPath how many of the variants, the first ones, reach the broker by the bad path */
    ScenarioGateways(Rig rig, List<String> variants, List<String> aggregators, FaultyProxy faultyProxy, int onBadPath) {
        this.faultyProxy = faultyProxy;
        this.onBadPath = onBadPath;
        this.rig = rig;
        this.variants = List.copyOf(variants);
        this.aggregators = List.copyOf(aggregators);
    }

    /** Starts all, and waits until everybody knows everybody. */
    void start() throws IOException, InterruptedException {
        for (String aggregator : aggregators) {
            startAggregator(aggregator);
        }
        for (String variant : variants) {
            startVariant(variant);
        }
        awaitWhole();
    }

    /** Waits until every aggregator knows all variants and all other aggregators. */
    void awaitWhole() throws IOException, InterruptedException {
        for (String aggregator : aggregators) {
            rig.awaitVariants(aggregator, variants.size());
            rig.await(aggregator, "sharing with the others", this::isSharing);
        }
    }

    private boolean isSharing(Status status) {
        return status.counters().getOrDefault("sharing", 0L) == 1
                && status.counters().getOrDefault("peers", 0L) == aggregators.size() - 1;
    }

    Rig rig() {
        return rig;
    }

    /** The way to the broker of some variants. */
    FaultyProxy faultyProxy() {
        return faultyProxy;
    }

    List<String> variants() {
        return variants;
    }

    List<String> aggregators() {
        return aggregators;
    }

    /** Starts a gateway again that was killed. */
    void start(String name) throws IOException, InterruptedException {
        if (aggregators.contains(name)) {
            startAggregator(name);
        } else {
            startVariant(name);
        }
    }

    private void startAggregator(String name) throws IOException, InterruptedException {
        running.put(name, rig.aggregator(name));
    }

    private void startVariant(String name) throws IOException, InterruptedException {
        GatewayProcess gateway = rig.gatewayFor(name);
        running.put(name, gateway);
        boolean bad = variants.indexOf(name) < onBadPath;
        gateway.create(bad ? rig.component(name, faultyProxy.url()) : rig.component(name));
    }

    /** Changes properties of a gateway's component. */
    void update(String name, Map<String, Object> properties) throws IOException, InterruptedException {
        running.get(name).update(name, properties);
    }

    /** Installs a deployment package on a gateway, or updates the one of its name. */
    void install(String name, Path deploymentPackage) throws IOException, InterruptedException {
        running.get(name).install(deploymentPackage);
    }

    /** Ends a gateway without warning. */
    void kill(String name) {
        running.remove(name).kill();
    }

    /** Stops a gateway's process in the middle of whatever it does. */
    void freeze(String name) throws IOException, InterruptedException {
        signal("STOP", name);
    }

    /** Lets it go on. */
    void thaw(String name) throws IOException, InterruptedException {
        signal("CONT", name);
    }

    private void signal(String signal, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + signal, String.valueOf(running.get(name).processId()))
                .start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException(name + " does not take SIG" + signal);
        }
    }

    /** Notes requests of others than the steady stream, so that answers to them are counted too. */
    void addAskedByOthers(List<Stream.Asked> asked) {
        askedByOthers.addAll(asked);
    }

    /** Returns the ids of these requests and of those that {@link #addAskedByOthers} has had. */
    List<RequestId> idsWith(List<Stream.Asked> asked) {
        List<Stream.Asked> all = new ArrayList<>(asked);
        all.addAll(askedByOthers);
        return all.stream().map(Stream.Asked::id).toList();
    }

    /** Those whose process has ended though nobody killed it. */
    List<String> crashed() {
        return running.entrySet().stream()
                .filter(entry -> !entry.getValue().isAlive())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The processes that run, by the name of the gateway. */
    Map<String, Long> processIds() {
        Map<String, Long> ids = new LinkedHashMap<>();
        running.forEach((name, gateway) -> ids.put(name, gateway.processId()));
        return ids;
    }
}
