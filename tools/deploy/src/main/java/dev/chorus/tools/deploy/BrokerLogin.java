package dev.chorus.tools.deploy;

import java.util.function.Supplier;

/**
 * How a component logs in to the MQTT broker.
 *
 * @param user its name
 * @param password asked at most once, and only if it is to be sent
 * @param isNew whether the password is sent even where the gateway has one: it does not tell whether that is the same
 */
public record BrokerLogin(String user, Supplier<char[]> password, boolean isNew) {

    /** What gateways show in the place of a password; sent back it would become the password. */
    public static final String PLACEHOLDER = "placeholder";
}
