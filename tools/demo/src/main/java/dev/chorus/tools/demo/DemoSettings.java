package dev.chorus.tools.demo;

import dev.chorus.mqtt.api.BrokerAddress;
import java.util.Optional;

/**
 * Settings of a demo.
 *
 * @param gateways gateways with a variant, 1 to {@value #MAX_GATEWAYS}; those in excess of the variants host replicas
 * @param pictures number of requested pictures, 1 to {@value #MAX_PICTURES}
 * @param lose gateways to kill half-way, 0 to gateways - 1, so that one can still answer
 * @param broker address of the broker; empty for an embedded one
 * @param keep whether everything keeps running afterwards, until the process is ended
 */
public record DemoSettings(int gateways, int pictures, int lose, Optional<BrokerAddress> broker, boolean keep) {

    /** Maximum number of gateways: each is a separate JVM. */
    public static final int MAX_GATEWAYS = 8;

    /** Maximum number of pictures of a demo. */
    public static final int MAX_PICTURES = 100_000;

    /** @throws IllegalArgumentException naming field, range and value */
    public DemoSettings {
        check("gateways", gateways, 1, MAX_GATEWAYS);
        check("pictures", pictures, 1, MAX_PICTURES);
        check("lose", lose, 0, gateways - 1);
    }

    private static void check(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " must be " + least + " to " + most + ", was " + value);
        }
    }
}
