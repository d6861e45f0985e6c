package dev.chorus.tools.deploy;

import java.util.Map;
import java.util.Optional;

/**
 * What a gateway says of a component.
 *
 * @param factoryPid what made it; empty for one that no factory made
 * @param properties as text; a password is there, but is not what is stored
 */
record ReportedComponent(String pid, String factoryPid, Map<String, String> properties) {

    ReportedComponent {
        properties = Map.copyOf(properties);
    }

    /** A property that is neither missing nor empty: Kura takes the two for the same. */
    Optional<String> property(String id) {
        return Optional.ofNullable(properties.get(id)).filter(value -> !value.isEmpty());
    }
}
