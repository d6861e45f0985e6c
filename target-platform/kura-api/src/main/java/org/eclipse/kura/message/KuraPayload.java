package org.eclipse.kura.message;

import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Metrics by name with a time, a position and a body; each of them may be missing. Not thread-safe. */
public class KuraPayload {

    private final Map<String, Object> metrics = new HashMap<>();
    private Date timestamp;
    private KuraPosition position;
    private byte[] body;

    /** When what the metrics say was so; null where it is not said. */
    public Date getTimestamp() {
        return timestamp;
    }

    /** See {@link #getTimestamp}. */
    public void setTimestamp(Date timestamp) {
        this.timestamp = timestamp;
    }

    /** Where the gateway was; null where it is not said. */
    public KuraPosition getPosition() {
        return position;
    }

    /** See {@link #getPosition}. */
    public void setPosition(KuraPosition position) {
        this.position = position;
    }

    /** One metric; null if there is none of that name. */
    public Object getMetric(String name) {
        return metrics.get(name);
    }

    /**
     * Adds a metric or replaces it.
     *
     * @param value a String, Integer, Long, Float, Double, Boolean or byte[]
     */
    public void addMetric(String name, Object value) {
        metrics.put(name, value);
    }

    /** The names of all metrics. */
    public Set<String> metricNames() {
        return Collections.unmodifiableSet(metrics.keySet());
    }

    /** All metrics by name; not to be changed. */
    public Map<String, Object> metrics() {
        return Collections.unmodifiableMap(metrics);
    }

    /** Anything besides metrics; may be null. */
    public byte[] getBody() {
        return body;
    }

    /** See {@link #getBody}. */
    public void setBody(byte[] body) {
        this.body = body;
    }
}
