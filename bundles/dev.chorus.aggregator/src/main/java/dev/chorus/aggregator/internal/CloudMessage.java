package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.FusedResult;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A fused result for a cloud platform.
 *
 * @param result the result
 * @param time when it was fused
 */
public record CloudMessage(FusedResult result, Instant time) {

    private static final double MICROS_PER_MILLI = 1000;

    /**
     * Returns the result as metrics by name ({@code docs/cloud.md}): texts, numbers of type Double and booleans.
     * Absent fields of the result are omitted.
     */
    public Map<String, Object> metrics() {
        Map<String, Object> metrics = new TreeMap<>();
        metrics.put("requestId", result.id().toString());
        metrics.put("family", result.family());
        putIfThere(metrics, "familyVersion", result.familyVersion());
        metrics.put("outcome", result.outcome().wireName());
        putIfThere(metrics, "reason", result.reason());
        result.labels().stream().limit(1).forEach(first -> {
            metrics.put("label", first.label());
            metrics.put("confidence", result.confidence().orElse(first.score()));
            metrics.put("margin", result.margin());
        });
        metrics.put("contributors", String.join(",", result.contributors()));
        metrics.put("degraded", result.degraded());
        metrics.put("latencyMs", result.latency().toNanos() / 1000 / MICROS_PER_MILLI);
        metrics.put("aggregator", result.aggregator());
        return metrics;
    }

    private static void putIfThere(Map<String, Object> metrics, String name, String value) {
        if (value != null) {
            metrics.put(name, value);
        }
    }

    /**
     * Whether both have the same first label, if any, and the same flag degraded, so that the second one is no
     * change.
     */
    boolean isLike(CloudMessage other) {
        return firstLabel().equals(other.firstLabel()) && result.degraded() == other.result.degraded();
    }

    private Optional<String> firstLabel() {
        return result.labels().stream().map(FusedResult.RankedLabel::label).findFirst();
    }
}
