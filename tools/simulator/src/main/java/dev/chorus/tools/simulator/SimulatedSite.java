package dev.chorus.tools.simulator;

/**
 * An installation.
 *
 * @param gateways with a variant each
 * @param variants of a family; gateways in excess are further instances of the same variants
 * @param cells that share a broker and nothing else: each has a topic root, a family, cameras and its share of the gateways
 * @param aggregators of each cell
 * @param rate pictures a second of each cell
 * @param deadlineMillis of a picture
 * @param brokers in the cluster
 * @param spread whether a cell's clients are connected to any of the brokers; otherwise all to the same
 * @param loss share of the messages that TCP has to send again, 0 to below 1
 * @param latencyMillis of the network, one way
 * @param networkMegabits that a broker can send a second
 * @param gatewayCores of each gateway
 * @param brokerCores of each broker
 * @param slowdown how many times slower than the measured machine gateways are
 * @param oneMachineCores cores that everything shares, as where it was measured; 0: everything has its own
 * @param seconds that are simulated
 * @param seed of what is random
 */
record SimulatedSite(
        int gateways,
        int variants,
        int cells,
        int aggregators,
        double rate,
        double deadlineMillis,
        int brokers,
        boolean spread,
        double loss,
        double latencyMillis,
        double networkMegabits,
        int gatewayCores,
        int brokerCores,
        double slowdown,
        int oneMachineCores,
        double seconds,
        long seed) {

    /** The same at another rate. */
    SimulatedSite withRate(double newRate) {
        return new SimulatedSite(
                gateways,
                variants,
                cells,
                aggregators,
                newRate,
                deadlineMillis,
                brokers,
                spread,
                loss,
                latencyMillis,
                networkMegabits,
                gatewayCores,
                brokerCores,
                slowdown,
                oneMachineCores,
                seconds,
                seed);
    }

    /** Instances in a cell, of any variant; the first cells have one more where they do not come out even. */
    int gatewaysOf(int cell) {
        return gateways / cells + (cell < gateways % cells ? 1 : 0);
    }
}
