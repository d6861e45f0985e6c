package dev.chorus.wires.internal;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.mqtt.request.Response;
import java.util.HashMap;
import java.util.Map;

/** Builds the emitted records: name to value, of types that a wire graph supports. Stateless. */
final class Records {

    private static final double NANOS_PER_MILLI = 1e6;

    private Records() {}

    /**
     * Builds the record of an answer or of a failure that the family reports.
     *
     * @param base properties to start with; not modified
     */
    static Map<String, Object> of(Map<String, Object> base, Response reply) {
        FusedResult result = reply.result();
        Map<String, Object> record = new HashMap<>(base);
        record.put("outcome", result.outcome().wireName());
        record.put("latencyMs", reply.latency().toNanos() / NANOS_PER_MILLI);
        if (reply.isAnswered() && !result.labels().isEmpty()) {
            record.put("label", result.labels().get(0).label());
            record.put(
                    "confidence",
                    result.confidence().orElse(result.labels().get(0).score()));
            record.put("margin", result.margin());
            record.put("contributors", String.join(",", result.contributors()));
            record.put("degraded", result.degraded());
        } else {
            record.put("error", result.reason() == null ? "no label" : result.reason());
        }
        return record;
    }

    /** Builds the record of a failure. */
    static Map<String, Object> of(Map<String, Object> base, RecordFailure failure) {
        Map<String, Object> record = new HashMap<>(base);
        record.put("outcome", failure.outcome());
        record.put("error", failure.error());
        return record;
    }
}
