package dev.chorus.mqtt.service;

import dev.chorus.core.config.PropertyReader;
import java.util.Optional;

/**
 * Reads which service of the gateway a component uses: a property {@code X.target} with a filter. Kura's console offers the services
 * that are registered, and its text field is read-only, so it cannot restore {@link #NOBODY} or clear the filter. A switch beside the
 * property has to do that.
 */
public final class ServiceTarget {

    /** What Kura's own components have where nobody has chosen yet. */
    public static final String NOBODY = "(kura.service.pid=changeme)";

    private ServiceTarget() {}

    /**
     * Reads such a property.
     *
     * @param property its name, {@code X.target}
     * @return the filter as configured; empty where no service was chosen
     */
    public static Optional<String> read(PropertyReader reader, String property) {
        return Optional.ofNullable(reader.text(property, null)).filter(filter -> !filter.equals(NOBODY));
    }
}
