package dev.chorus.tools.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Target configuration of a component. Other properties keep their value on the gateway.
 *
 * @param pid name of the component
 * @param factoryPid PID of its factory
 * @param properties values in display order; all of them strings, none a password
 * @param brokerLogin empty to keep user and password
 */
public record WantedComponent(
        String pid, String factoryPid, Map<String, String> properties, Optional<BrokerLogin> brokerLogin) {

    private static final Pattern NAME = Pattern.compile("[\\w\\-]+([.][\\w\\-]+)*");
    private static final String PASSWORD = "password";

    /** @throws IllegalArgumentException if Kura would reject the name; the message begins with {@code name} */
    public WantedComponent {
        if (!NAME.matcher(pid).matches()) {
            throw new IllegalArgumentException(
                    "name must be letters, digits, _ and -, with single dots between, was '" + pid + "'");
        }
        Map<String, String> all = new LinkedHashMap<>(properties);
        brokerLogin.ifPresent(login -> all.put("user", login.user()));
        properties = all;
    }

    /**
     * Creates the configuration for a role.
     *
     * @param pid name of the component
     * @param variant empty for a role without a variant
     */
    public static WantedComponent of(
            Role role,
            String pid,
            String brokerUrl,
            String family,
            Optional<String> variant,
            Optional<BrokerLogin> brokerLogin) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("broker.url", brokerUrl);
        properties.put("family", family);
        variant.ifPresent(id -> properties.put("variant", id));
        return new WantedComponent(pid, role.factoryPid(), properties, brokerLogin);
    }

    /** Returns the properties to set, without the password: all of them for a new component. */
    List<PropertyValue> differences(Optional<ReportedComponent> current) {
        List<PropertyValue> differences = new ArrayList<>();
        properties.forEach((id, value) -> {
            if (!current.flatMap(component -> component.property(id)).equals(Optional.of(value))) {
                differences.add(PropertyValue.of(id, value));
            }
        });
        return differences;
    }

    /** Returns whether the password has to be sent. */
    boolean needsPassword(Optional<ReportedComponent> current) {
        if (brokerLogin.isEmpty()) {
            return false;
        }
        BrokerLogin login = brokerLogin.get();
        return login.isNew()
                || !hasPassword(current)
                || !current.flatMap(component -> component.property("user")).equals(Optional.of(login.user()));
    }

    private static boolean hasPassword(Optional<ReportedComponent> current) {
        return current.flatMap(component -> component.property(PASSWORD)).isPresent();
    }

    /**
     * Checks a component that was read back.
     *
     * @param passwordSent whether it must have a password
     * @return the first difference for display; empty if there is none
     */
    Optional<String> missing(Optional<ReportedComponent> current, boolean passwordSent) {
        if (current.isEmpty()) {
            return Optional.of("it does not exist");
        }
        if (!current.get().factoryPid().equals(factoryPid)) {
            return Optional.of("its factory is not " + factoryPid);
        }
        List<PropertyValue> differences = differences(current);
        if (!differences.isEmpty()) {
            String id = differences.get(0).id();
            return Optional.of(id + " is '" + current.get().property(id).orElse("") + "'");
        }
        return passwordSent && !hasPassword(current) ? Optional.of("it has no password") : Optional.empty();
    }

    /** Returns the password to send. */
    PropertyValue password(char[] value) {
        return PropertyValue.secret(PASSWORD, value);
    }
}
