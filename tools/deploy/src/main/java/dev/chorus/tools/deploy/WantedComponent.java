package dev.chorus.tools.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a component is to be. Properties that are not named here are nobody's business: they keep what the gateway has.
 *
 * @param pid its name
 * @param factoryPid what it is made of
 * @param properties in the order in which they are shown; all of them strings, none a password
 * @param brokerLogin empty: user and password stay as they are
 */
public record WantedComponent(
        String pid, String factoryPid, Map<String, String> properties, Optional<BrokerLogin> brokerLogin) {

    private static final Pattern NAME = Pattern.compile("[\\w\\-]+([.][\\w\\-]+)*");
    private static final String PASSWORD = "password";

    /** @throws IllegalArgumentException if Kura would refuse the name; the message begins with {@code name} */
    public WantedComponent {
        if (!NAME.matcher(pid).matches()) {
            throw new IllegalArgumentException(
                    "name is '" + pid + "', allowed are letters, digits, _ and -, with single dots between");
        }
        Map<String, String> all = new LinkedHashMap<>(properties);
        brokerLogin.ifPresent(login -> all.put("user", login.user()));
        properties = all;
    }

    /**
     * A component of a role.
     *
     * @param pid its name
     * @param variant empty for a role that has none
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

    /** What has to be set, without the password: everything for a component that is not there. */
    List<PropertyValue> differences(Optional<ReportedComponent> current) {
        List<PropertyValue> differences = new ArrayList<>();
        properties.forEach((id, value) -> {
            if (!current.flatMap(component -> component.property(id)).equals(Optional.of(value))) {
                differences.add(PropertyValue.of(id, value));
            }
        });
        return differences;
    }

    /** Whether the password has to be sent. */
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
     * What is wrong with a component that was read back.
     *
     * @param passwordSent whether one must be there
     * @return for people; empty if it is as it should be
     */
    Optional<String> missing(Optional<ReportedComponent> current, boolean passwordSent) {
        if (current.isEmpty()) {
            return Optional.of("it is not there");
        }
        if (!current.get().factoryPid().equals(factoryPid)) {
            return Optional.of("it is not made of " + factoryPid);
        }
        List<PropertyValue> differences = differences(current);
        if (!differences.isEmpty()) {
            String id = differences.get(0).id();
            return Optional.of(id + " is '" + current.get().property(id).orElse("") + "'");
        }
        return passwordSent && !hasPassword(current) ? Optional.of("it has no password") : Optional.empty();
    }

    /** The password to send. */
    PropertyValue password(char[] value) {
        return PropertyValue.secret(PASSWORD, value);
    }
}
