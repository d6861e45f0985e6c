package dev.chorus.tools.simulator;

/**
 * Parameters of an installation.
 *
 * @param gateways gateways with one variant each
 * @param variants variants of a family; additional gateways host further instances of the same variants
 * @param cells cells that share only the broker: each has a topic root, a family, cameras and its share of the gateways
 * @param aggregators aggregators per cell
 * @param rate pictures per second and cell
 * @param deadlineMillis deadline of a picture
 * @param brokers brokers in the cluster
 * @param spread whether a cell's clients are distributed over the brokers; otherwise all use the same one
 * @param loss share of messages that TCP retransmits, 0 to below 1
 * @param latencyMillis one-way network latency
 * @param networkMegabits bandwidth of a broker in Mbit/s
 * @param gatewayCores cores per gateway
 * @param brokerCores cores per broker
 * @param slowdown slowdown of gateways relative to the measured machine
 * @param oneMachineCores cores shared by all processes, as in the measurement; 0 if none are shared
 * @param seconds simulated time
 * @param seed random seed
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

    /** Returns a copy with another rate. */
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

    /** Returns the number of instances in a cell, of any variant; the first cells get the remainder. */
    int gatewaysOf(int cell) {
        return gateways / cells + (cell < gateways % cells ? 1 : 0);
    }
}
