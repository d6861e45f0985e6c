package dev.chorus.tools.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/** One installation, played through. For one thread. */
final class Simulation {

    /** Pictures that are under way in the end are waited for. */
    private static final double DRAIN_MICROS = 30e6;

    private static final double MICROS = 1e6;

    private final Plant plant;
    private final Clock clock = new Clock();
    private final Random random;
    private final Findings findings = new Findings();
    private final Brokers brokers;
    private final List<Cell> cells = new ArrayList<>();
    private final Server shared;

    Simulation(Profile profile, Plant plant) {
        this.plant = plant;
        this.random = new Random(plant.seed());
        this.shared = plant.oneMachineCores() == 0 ? null : new Server(clock, plant.oneMachineCores());
        this.brokers = new Brokers(profile, plant, clock, shared);
        Network network = new Network(profile, plant, random);
        for (int cell = 0; cell < plant.cells(); cell++) {
            cells.add(new Cell(cell, profile, plant, clock, network, brokers, findings, random, shared));
        }
    }

    /**
     * Plays it.
     *
     * @param progress gets the seconds that are over, once for each
     */
    Outcome run(IntConsumer progress) {
        cells.forEach(this::nextPicture);
        for (int second = 1; second <= plant.seconds(); second++) {
            clock.run(second * MICROS);
            progress.accept(second);
        }
        List<Resource> resources = resources();
        clock.run(plant.seconds() * MICROS + DRAIN_MICROS);
        return new Outcome(plant, findings, resources, null);
    }

    /** Pictures come at random, as if nobody knew of anybody: exponentially distributed pauses. */
    private void nextPicture(Cell cell) {
        double pause = -Math.log(1 - random.nextDouble()) / plant.rate() * MICROS;
        if (clock.now() + pause <= plant.seconds() * MICROS) {
            clock.after(pause, () -> {
                cell.picture();
                nextPicture(cell);
            });
        }
    }

    private List<Resource> resources() {
        double micros = plant.seconds() * MICROS;
        List<Resource> resources = new ArrayList<>();
        if (shared != null) {
            resources.add(Resource.of("the cores that all share", List.of(shared), micros));
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
