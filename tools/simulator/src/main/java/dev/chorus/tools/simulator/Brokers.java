package dev.chorus.tools.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The brokers of an installation: each has processors and a network to send by. In a cluster a message goes from the broker to which it
 * was published to each other one that has somebody to hear it. For one thread.
 */
final class Brokers {

    private static final double FRAME_BYTES = 120;
    private static final double ANSWER_BYTES = 700;

    private final GatewayProfile profile;
    private final SimulatedSite site;
    private final List<Server> processors = new ArrayList<>();
    private final List<Server> networks = new ArrayList<>();

    /** @param shared processors that all share; null: each has its own */
    Brokers(GatewayProfile profile, SimulatedSite site, Clock clock, Server shared) {
        this.profile = profile;
        this.site = site;
        for (int broker = 0; broker < site.brokers(); broker++) {
            processors.add(shared == null ? new Server(clock, site.brokerCores()) : shared);
            networks.add(new Server(clock, 1));
        }
    }

    /** Where a client of a cell is connected. */
    int of(int cell, int client) {
        return (site.spread() ? cell + client : cell) % site.brokers();
    }

    /** A picture comes to a broker, and leaves those of some hearers; then each of them has it on the way. */
    void picture(int at, List<Integer> hearers, IntConsumer sent) {
        double each = profile.brokerEach() / 2;
        // What was measured as the base has the picture of one aggregator in it.
        pass(at, hearers, Math.max(0, profile.brokerBase() / 2 - each), each, profile.pictureBytes(), sent);
    }

    /** A frame comes, and goes to the aggregators. */
    void frame(int at, List<Integer> hearers, IntConsumer sent) {
        pass(at, hearers, 0, profile.brokerEach() / 2 / site.aggregators(), FRAME_BYTES, sent);
    }

    /** An answer comes, and goes to the requester. */
    void answer(int at, int hearer, Runnable sent) {
        pass(at, List.of(hearer), profile.brokerBase() / 2, 0, ANSWER_BYTES, index -> sent.run());
    }

    private void pass(int at, List<Integer> hearers, double base, double each, double bytes, IntConsumer sent) {
        for (int broker = 0; broker < site.brokers(); broker++) {
            List<Integer> here = new ArrayList<>();
            for (int index = 0; index < hearers.size(); index++) {
                if (hearers.get(index) == broker) {
                    here.add(index);
                }
            }
            if (here.isEmpty()) {
                continue;
            }
            int to = broker;
            if (to == at) {
                deliver(to, here, base, each, bytes, sent);
            } else {
                // What takes a message in at another broker costs as much as taking it in at the first.
                processors.get(at).workAfter(1000 * base, () -> networks.get(at)
                        .work(micros(bytes), () -> deliver(to, here, base, each, bytes, sent)));
            }
        }
    }

    private void deliver(int broker, List<Integer> here, double base, double each, double bytes, IntConsumer sent) {
        processors
                .get(broker)
                .workAfter(
                        1000 * (base + each * here.size()),
                        () -> here.forEach(
                                index -> networks.get(broker).work(micros(bytes), () -> sent.accept(index))));
    }

    private double micros(double bytes) {
        return 8 * bytes / site.networkMegabits();
    }

    List<Server> processors() {
        return processors;
    }

    List<Server> networks() {
        return networks;
    }
}
