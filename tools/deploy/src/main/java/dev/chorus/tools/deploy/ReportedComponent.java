package dev.chorus.tools.deploy;

import java.util.Map;
import java.util.Optional;

/**
 * Component as reported by a gateway.
 *
 * @param factoryPid factory of the component; empty without one
 * @param properties values as text; a password is present, but not with its stored value
 */
record ReportedComponent(String pid, String factoryPid, Map<String, String> properties) {

    ReportedComponent {
        properties = Map.copyOf(properties);
    }

    /** Returns a property; empty if it is missing or blank, which Kura does not distinguish. */
    Optional<String> property(String id) {
        return Optional.ofNullable(properties.get(id)).filter(value -> !value.isEmpty());
    }
}
