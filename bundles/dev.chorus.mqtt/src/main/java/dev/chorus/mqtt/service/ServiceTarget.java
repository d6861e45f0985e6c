package dev.chorus.mqtt.service;

import dev.chorus.core.config.PropertyReader;
import java.util.Optional;

/**
 * Reads which service of the gateway a component uses: a property {@code X.target} with a filter. Kura's console
 * offers the services that are registered, and its text field is read-only, so it cannot restore {@link #NONE} or
 * clear the filter. A switch next to the property has to do that.
 */
public final class ServiceTarget {

    /** Default of Kura's own components: no service selected. */
    public static final String NONE = "(kura.service.pid=changeme)";

    private ServiceTarget() {}

    /**
     * Reads such a property.
     *
     * @param property name of the property, {@code X.target}
     * @return the configured filter; empty if no service is selected
     */
    public static Optional<String> read(PropertyReader reader, String property) {
        return Optional.ofNullable(reader.text(property, null)).filter(filter -> !filter.equals(NONE));
    }
}
