package dev.chorus.tools.deploy;

import java.util.function.Supplier;

/**
 * Credentials of a component for the MQTT broker.
 *
 * @param user user name
 * @param password evaluated at most once, and only if the password is to be sent
 * @param isNew whether to send the password even if the gateway has one, since a gateway does not reveal it
 */
public record BrokerLogin(String user, Supplier<char[]> password, boolean isNew) {

    /** Text that gateways show instead of a password; if sent back it would become the password. */
    public static final String PLACEHOLDER = "placeholder";
}
