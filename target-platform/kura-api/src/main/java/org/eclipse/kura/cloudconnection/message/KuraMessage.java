package org.eclipse.kura.cloudconnection.message;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.kura.message.KuraPayload;

/** A payload with properties that a publisher may put into the topic. */
public class KuraMessage {

    private final KuraPayload payload;
    private final Map<String, Object> properties;

    /** A message without properties. */
    public KuraMessage(KuraPayload payload) {
        this(payload, Map.of());
    }

    /**
     * A message with properties.
     *
     * @param properties copied
     */
    public KuraMessage(KuraPayload payload, Map<String, Object> properties) {
        this.payload = payload;
        this.properties = Collections.unmodifiableMap(new HashMap<>(properties));
    }

    /** The properties; not to be changed. */
    public Map<String, Object> getProperties() {
        return properties;
    }

    /** What is published. */
    public KuraPayload getPayload() {
        return payload;
    }
}
