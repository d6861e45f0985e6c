package dev.chorus.web.internal.rest;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.metrics.Percentiles;
import dev.chorus.core.protocol.Status;
import dev.chorus.web.internal.watch.FamilyWatch;
import dev.chorus.web.internal.watch.SeenResult;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Writes the figures of all families in the text format of Prometheus (version 0.0.4). For one response. */
final class Metrics {

    private static final int RECENT = 1000;

    private final StringBuilder text = new StringBuilder();

    /** Returns the figures of all families. */
    static String of(Collection<FamilyWatch> watches) {
        Metrics metrics = new Metrics();
        metrics.head("chorus_connected", "gauge", "Whether this service is connected to the family.");
        for (FamilyWatch watch : watches) {
            metrics.sample("chorus_connected", labels(watch), watch.problem().isEmpty() ? 1 : 0);
        }
        metrics.head("chorus_instance_up", "gauge", "Whether an instance reports that it is online.");
        for (FamilyWatch watch : watches) {
            metrics.instances(watch, watch.variants());
            metrics.instances(watch, watch.aggregators());
        }
        metrics.head("chorus_events_total", "counter", "Events that an instance has counted since its start.");
        for (FamilyWatch watch : watches) {
            metrics.counters(watch, watch.variants());
            metrics.counters(watch, watch.aggregators());
        }
        metrics.head("chorus_watch_events_total", "counter", "Events that this service has counted since its start.");
        for (FamilyWatch watch : watches) {
            new TreeMap<>(watch.counters()).forEach((name, number) -> {
                Map<String, String> labels = labels(watch);
                labels.put("event", name);
                metrics.sample("chorus_watch_events_total", labels, number);
            });
        }
        metrics.head(
                "chorus_drift_distance",
                "gauge",
                "Distance of an aggregator's latest answers from the validated ones.");
        for (FamilyWatch watch : watches) {
            metrics.drifts("chorus_drift_distance", watch, Drift::distance);
        }
        metrics.head("chorus_drift_chance", "gauge", "Distance that chance alone exceeds once in 20 times.");
        for (FamilyWatch watch : watches) {
            metrics.drifts("chorus_drift_chance", watch, Drift::chance);
        }
        metrics.head("chorus_answer_seconds", "gauge", "Latency of the latest answers, measured by the aggregator.");
        for (FamilyWatch watch : watches) {
            metrics.latencies(watch);
        }
        return metrics.text.toString();
    }

    private void instances(FamilyWatch watch, List<Status> statuses) {
        for (Status status : statuses) {
            Map<String, String> labels = labels(watch, status);
            labels.put("state", status.state().wireName());
            sample("chorus_instance_up", labels, status.state().isAwaited() ? 1 : 0);
        }
    }

    private void counters(FamilyWatch watch, List<Status> statuses) {
        for (Status status : statuses) {
            new TreeMap<>(status.counters()).forEach((name, number) -> {
                Map<String, String> labels = labels(watch, status);
                labels.put("event", name);
                sample("chorus_events_total", labels, number);
            });
        }
    }

    private void drifts(String name, FamilyWatch watch, ToDoubleFunction<Drift> what) {
        for (Status status : watch.aggregators()) {
            if (status.drift() != null) {
                sample(name, labels(watch, status), what.applyAsDouble(status.drift()));
            }
        }
    }

    private void latencies(FamilyWatch watch) {
        Percentiles seconds = Percentiles.of(watch.results(RECENT).stream()
                .map(SeenResult::result)
                .mapToDouble(result -> result.latency().toNanos() / 1e9)
                .toArray());
        for (double percent : new double[] {50, 95, 99}) {
            Map<String, String> labels = labels(watch);
            labels.put("quantile", String.valueOf(percent / 100));
            seconds.at(percent).ifPresent(value -> sample("chorus_answer_seconds", labels, value));
        }
    }

    private static Map<String, String> labels(FamilyWatch watch) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("family", watch.family().orElse(""));
        labels.put("service", watch.name());
        return labels;
    }

    private static Map<String, String> labels(FamilyWatch watch, Status status) {
        Map<String, String> labels = labels(watch);
        labels.put("kind", status.kind().wireName());
        labels.put("instance", status.id());
        if (status.variant() != null) {
            labels.put("variant", status.variant().variant());
        }
        return labels;
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, Map<String, String> labels, double value) {
        text.append(name).append('{');
        String separator = "";
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(separator)
                    .append(label.getKey())
                    .append("=\"")
                    .append(escaped(label.getValue()))
                    .append('"');
            separator = ",";
        }
        text.append("} ")
                .append(
                        value == Math.rint(value) && Math.abs(value) < 1e15
                                ? String.valueOf((long) value)
                                : String.format(Locale.ROOT, "%.6f", value))
                .append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
