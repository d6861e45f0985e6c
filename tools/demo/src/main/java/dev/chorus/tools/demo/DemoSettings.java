package dev.chorus.tools.demo;

import dev.chorus.mqtt.api.BrokerAddress;
import java.util.Optional;

/**
 * What a demo is to show.
 *
 * @param gateways how many gateways host a variant, 1 to {@value #MAX_GATEWAYS}; beyond the family's variants they host replicas
 * @param pictures how many are asked about, 1 to {@value #MAX_PICTURES}
 * @param lose how many gateways are killed half-way, 0 to gateways - 1: with all of them gone nobody could answer
 * @param broker the broker to use; without one the demo starts its own
 * @param keep whether everything stays up afterwards, until the process is ended
 */
public record DemoSettings(int gateways, int pictures, int lose, Optional<BrokerAddress> broker, boolean keep) {

    /** The most gateways: each is a JVM of its own. */
    public static final int MAX_GATEWAYS = 8;

    /** The most pictures of one demo. */
    public static final int MAX_PICTURES = 100_000;

    /** @throws IllegalArgumentException naming field, value and what is allowed */
    public DemoSettings {
        check("gateways", gateways, 1, MAX_GATEWAYS);
        check("pictures", pictures, 1, MAX_PICTURES);
        check("lose", lose, 0, gateways - 1);
    }

    private static void check(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " is " + value + ", allowed is " + least + ".." + most);
        }
    }
}
