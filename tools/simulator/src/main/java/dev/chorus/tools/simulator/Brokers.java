package dev.chorus.tools.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Models the brokers of an installation, each with processors and a network. In a cluster a broker forwards a published
 * message to every other broker that has a subscriber. Not thread-safe.
 */
final class Brokers {

    private static final double FRAME_BYTES = 120;
    private static final double ANSWER_BYTES = 700;

    private final GatewayProfile profile;
    private final SimulatedSite site;
    private final List<Server> processors = new ArrayList<>();
    private final List<Server> networks = new ArrayList<>();

    /** @param shared processors shared by all brokers; null if each has its own */
    Brokers(GatewayProfile profile, SimulatedSite site, Clock clock, Server shared) {
        this.profile = profile;
        this.site = site;
        for (int broker = 0; broker < site.brokers(); broker++) {
            processors.add(shared == null ? new Server(clock, site.brokerCores()) : shared);
            networks.add(new Server(clock, 1));
        }
    }

    /** Returns the broker that a client of a cell is connected to. */
    int of(int cell, int client) {
        return (site.spread() ? cell + client : cell) % site.brokers();
    }

    /** Models the delivery of a picture to its subscribers; each of them then receives it over the network. */
    void picture(int at, List<Integer> subscribers, IntConsumer sent) {
        double each = profile.brokerEach() / 2;
        // The measured base includes the delivery to one aggregator.
        pass(at, subscribers, Math.max(0, profile.brokerBase() / 2 - each), each, profile.pictureBytes(), sent);
    }

    /** Models the delivery of a frame to the aggregators. */
    void frame(int at, List<Integer> subscribers, IntConsumer sent) {
        pass(at, subscribers, 0, profile.brokerEach() / 2 / site.aggregators(), FRAME_BYTES, sent);
    }

    /** Models the delivery of an answer to the requester. */
    void answer(int at, int hearer, Runnable sent) {
        pass(at, List.of(hearer), profile.brokerBase() / 2, 0, ANSWER_BYTES, index -> sent.run());
    }

    private void pass(int at, List<Integer> subscribers, double base, double each, double bytes, IntConsumer sent) {
        for (int broker = 0; broker < site.brokers(); broker++) {
            List<Integer> here = new ArrayList<>();
            for (int index = 0; index < subscribers.size(); index++) {
                if (subscribers.get(index) == broker) {
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
                // Receiving a message from another broker costs as much as receiving it from a client.
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
