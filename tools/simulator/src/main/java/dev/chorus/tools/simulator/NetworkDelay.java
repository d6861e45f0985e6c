package dev.chorus.tools.simulator;

import java.util.Random;

/** Models the transfer time of messages. Not thread-safe. */
final class NetworkDelay {

    /** TCP's minimum retransmission timeout (RFC 6298, with Linux' value). */
    private static final double RETRANSMISSION_MICROS = 200_000;

    private static final int MAX_RETRANSMISSIONS = 6;

    private final GatewayProfile profile;
    private final SimulatedSite site;
    private final Random random;

    NetworkDelay(GatewayProfile profile, SimulatedSite site, Random random) {
        this.profile = profile;
        this.site = site;
        this.random = random;
    }

    /** Returns the time from a client to the broker or from the broker to a client; each is half of a transfer. */
    double legMicros() {
        double micros = 1000 * site.latencyMillis() + site.slowdown() * profile.passMicros(random) / 2;
        double again = RETRANSMISSION_MICROS;
        for (int time = 0; time < MAX_RETRANSMISSIONS && random.nextDouble() < site.loss(); time++) {
            micros += again;
            again *= 2;
        }
        return micros;
    }
}
