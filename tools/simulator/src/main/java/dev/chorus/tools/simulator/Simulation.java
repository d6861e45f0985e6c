package dev.chorus.tools.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/** Simulates one installation. Not thread-safe. */
final class Simulation {

    /** Time limit for pictures still pending at the end. */
    private static final double DRAIN_MICROS = 30e6;

    private static final double MICROS = 1e6;

    private final SimulatedSite site;
    private final Clock clock = new Clock();
    private final Random random;
    private final Findings findings = new Findings();
    private final Brokers brokers;
    private final List<SimulationRun> cells = new ArrayList<>();
    private final Server shared;

    Simulation(GatewayProfile profile, SimulatedSite site) {
        this.site = site;
        this.random = new Random(site.seed());
        this.shared = site.oneMachineCores() == 0 ? null : new Server(clock, site.oneMachineCores());
        this.brokers = new Brokers(profile, site, clock, shared);
        NetworkDelay network = new NetworkDelay(profile, site, random);
        for (int cell = 0; cell < site.cells(); cell++) {
            cells.add(new SimulationRun(cell, profile, site, clock, network, brokers, findings, random, shared));
        }
    }

    /**
     * Runs the simulation.
     *
     * @param progress receives the number of elapsed seconds, once per second
     */
    SimulationResult run(IntConsumer progress) {
        cells.forEach(this::nextPicture);
        for (int second = 1; second <= site.seconds(); second++) {
            clock.run(second * MICROS);
            progress.accept(second);
        }
        List<Resource> resources = resources();
        clock.run(site.seconds() * MICROS + DRAIN_MICROS);
        return new SimulationResult(site, findings, resources, null);
    }

    /**
     * Schedules the next picture: pictures arrive independently of each other, with exponentially distributed pauses.
     */
    private void nextPicture(SimulationRun cell) {
        double pause = -Math.log(1 - random.nextDouble()) / site.rate() * MICROS;
        if (clock.now() + pause <= site.seconds() * MICROS) {
            clock.after(pause, () -> {
                cell.picture();
                nextPicture(cell);
            });
        }
    }

    private List<Resource> resources() {
        double micros = site.seconds() * MICROS;
        List<Resource> resources = new ArrayList<>();
        if (shared != null) {
            resources.add(Resource.of("shared cores", List.of(shared), micros));
        } else {
            resources.add(Resource.of("processors of brokers", brokers.processors(), micros));
            resources.add(Resource.of(
                    "processors of variants",
                    cells.stream().flatMap(cell -> cell.gateways().stream()).toList(),
                    micros));
            resources.add(Resource.of(
                    "processors of aggregators",
                    cells.stream().flatMap(cell -> cell.aggregators().stream()).toList(),
                    micros));
        }
        resources.add(Resource.of("networks of brokers", brokers.networks(), micros));
        return resources;
    }
}
