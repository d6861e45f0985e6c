package dev.chorus.tools.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Simulates one cell: gateways, aggregators and cameras, and the path of each picture among them. Not thread-safe. */
final class SimulationRun {

    /** Default queue length of a variant ({@code queue.length}). */
    private static final int QUEUE = 32;

    private static final int CAMERA = -1;

    private final int number;
    private final GatewayProfile profile;
    private final SimulatedSite site;
    private final Clock clock;
    private final NetworkDelay network;
    private final Brokers brokers;
    private final Findings findings;
    private final Random random;
    private final List<Server> gateways = new ArrayList<>();
    private final List<Server> aggregators = new ArrayList<>();
    private final List<Integer> pictureSubscribers;
    private final List<Integer> frameSubscribers;

    /** @param shared processors shared by all; null if each has its own */
    SimulationRun(
            int number,
            GatewayProfile profile,
            SimulatedSite site,
            Clock clock,
            NetworkDelay network,
            Brokers brokers,
            Findings findings,
            Random random,
            Server shared) {
        this.number = number;
        this.profile = profile;
        this.site = site;
        this.clock = clock;
        this.network = network;
        this.brokers = brokers;
        this.findings = findings;
        this.random = random;
        int size = site.gatewaysOf(number);
        for (int gateway = 0; gateway < size; gateway++) {
            // A variant has one thread by default, however many cores its gateway has.
            gateways.add(shared == null ? new Server(clock, 1) : shared);
        }
        for (int aggregator = 0; aggregator < site.aggregators(); aggregator++) {
            aggregators.add(shared == null ? new Server(clock, site.gatewayCores()) : shared);
        }
        pictureSubscribers = IntStream.range(0, size + site.aggregators())
                .mapToObj(client -> brokers.of(number, client))
                .toList();
        frameSubscribers = pictureSubscribers.subList(size, pictureSubscribers.size());
    }

    List<Server> gateways() {
        return gateways;
    }

    List<Server> aggregators() {
        return aggregators;
    }

    /** Starts a picture at the current time. */
    void picture() {
        Asked asked = new Asked(clock.now());
        findings.sent();
        clock.after(
                network.legMicros(),
                () -> brokers.picture(
                        brokers.of(number, CAMERA + 1),
                        pictureSubscribers,
                        client -> clock.after(network.legMicros(), () -> onPicture(asked, client))));
        clock.after(1000 * site.deadlineMillis() - reserveMicros(), () -> close(asked));
    }

    /** An aggregator closes a window a tenth before its deadline, at most 50 ms. */
    private double reserveMicros() {
        return Math.min(50_000, 100 * site.deadlineMillis());
    }

    private void onPicture(Asked asked, int client) {
        if (client >= gateways.size()) {
            aggregators.get(client - gateways.size()).work(slowed(profile.aggregatorBase() / 2), () -> {});
            return;
        }
        Server gateway = gateways.get(client);
        if (site.oneMachineCores() == 0 && gateway.waiting() >= QUEUE) {
            findings.refused();
            return;
        }
        gateway.work(
                site.slowdown() * profile.workMicros(random),
                () -> clock.after(
                        network.legMicros(),
                        () -> brokers.frame(
                                brokers.of(number, client),
                                frameSubscribers,
                                aggregator ->
                                        clock.after(network.legMicros(), () -> frame(asked, client, aggregator)))));
    }

    private void frame(Asked asked, int gateway, int aggregator) {
        aggregators.get(aggregator).workAfter(slowed(profile.aggregatorEach()), () -> {
            // All aggregators receive the frame, one answers; the choice does not affect the time.
            if (aggregator == 0) {
                asked.results.add(gateway % site.variants());
                if (asked.results.size() == Math.min(site.variants(), gateways.size())) {
                    close(asked);
                }
            }
        });
    }

    private void close(Asked asked) {
        if (asked.closed) {
            return;
        }
        asked.closed = true;
        int received = asked.results.size();
        aggregators
                .get(0)
                .workAfter(
                        slowed(profile.aggregatorBase() / 2),
                        () -> clock.after(
                                network.legMicros(),
                                () -> brokers.answer(
                                        brokers.of(number, gateways.size()),
                                        brokers.of(number, CAMERA + 1),
                                        () -> clock.after(
                                                network.legMicros(),
                                                () -> findings.answered(
                                                        clock.now() - asked.atMicros,
                                                        received,
                                                        Math.min(site.variants(), gateways.size()))))));
    }

    private double slowed(double millis) {
        return 1000 * site.slowdown() * millis;
    }

    /** An aggregator's state of a picture. */
    private static final class Asked {

        private final double atMicros;
        private final Set<Integer> results = new HashSet<>();
        private boolean closed;

        Asked(double atMicros) {
            this.atMicros = atMicros;
        }
    }
}
