package dev.chorus.tools.simulator;

import java.util.Random;

/** How long messages are under way. For one thread. */
final class NetworkDelay {

    /** What TCP waits at least before it sends again (RFC 6298, and what Linux makes of it). */
    private static final double RETRANSMISSION_MICROS = 200_000;

    private static final int MOST_RETRANSMISSIONS = 6;

    private final GatewayProfile profile;
    private final SimulatedSite site;
    private final Random random;

    NetworkDelay(GatewayProfile profile, SimulatedSite site, Random random) {
        this.profile = profile;
        this.site = site;
        this.random = random;
    }

    /** From a client to the broker, or from the broker to a client; each is half of a pass. */
    double legMicros() {
        double micros = 1000 * site.latencyMillis() + site.slowdown() * profile.passMicros(random) / 2;
        double again = RETRANSMISSION_MICROS;
        for (int time = 0; time < MOST_RETRANSMISSIONS && random.nextDouble() < site.loss(); time++) {
            micros += again;
            again *= 2;
        }
        return micros;
    }
}
