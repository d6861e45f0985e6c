package org.eclipse.kura.wire;

import java.util.Map;
import org.eclipse.kura.type.TypedValue;
import org.osgi.annotation.versioning.ProviderType;

/** Values by their names. */
@ProviderType
public class WireRecord {

    private final Map<String, TypedValue<?>> properties;

    /**
     * Puts values together.
     *
     * @param properties name to value
     */
    public WireRecord(Map<String, TypedValue<?>> properties) {
        this.properties = Map.copyOf(properties);
    }

    /** Name to value. */
    public Map<String, TypedValue<?>> getProperties() {
        return properties;
    }
}
