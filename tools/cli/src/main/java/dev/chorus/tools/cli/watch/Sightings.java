package dev.chorus.tools.cli.watch;

import dev.chorus.core.metrics.Percentiles;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MqttLink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * All families below a topic root, as their statuses and results tell of them. Results are counted over the last
 * {@value #SECONDS} seconds. Safe for any thread.
 */
public final class Sightings {

    private static final int SECONDS = 10;
    private static final int MOST_FAMILIES = 100;
    private static final int MOST_RESULTS = 100_000;
    private static final Pattern TROUBLE = Pattern.compile(
            "refused.*|late.*|malformed.*|foreign.*|stale.*|evicted.*|overflowed|unsent.*|noVariant|noQuorum|degradedAnswers"
                    + "|doubleAnswers|internalErrors|fellBehind|(link|answers)\\.(dropped|expired|overflowed|losses|refused)");

    private record Result(long nanos, double millis, boolean degraded, boolean answered) {}

    private static final class Seen {
        private final Map<String, Status> variants = new TreeMap<>();
        private final Map<String, Status> aggregators = new TreeMap<>();
        private final Deque<Result> results = new ArrayDeque<>();
    }

    private final String root;
    private final long beganNanos = System.nanoTime();
    private final Map<String, Seen> families = new TreeMap<>();

    /** @param root what the topics of all families begin with */
    public Sightings(String root) {
        this.root = root;
    }

    /** Hears what a link delivers from now on. */
    public void listen(MqttLink link) {
        link.subscribe(root + "/+/status/#", 1, this::status);
        link.subscribe(root + "/+/result", 0, this::result);
    }

    private synchronized void status(Delivery delivery) {
        try {
            if (delivery.payload().length == 0) {
                return;
            }
            Status status = StatusJson.decode(delivery.payload());
            Seen seen = seen(delivery.topic());
            if (seen != null && status.kind() != Status.Kind.REQUESTER) {
                (status.kind() == Status.Kind.VARIANT ? seen.variants : seen.aggregators).put(status.id(), status);
            }
        } catch (MalformedPayloadException e) {
            // Whoever else may write there: it is not for us to count.
        }
    }

    private synchronized void result(Delivery delivery) {
        try {
            FusedResult result = FusedResultJson.decode(delivery.payload());
            Seen seen = seen(delivery.topic());
            if (seen != null && seen.results.size() < MOST_RESULTS) {
                seen.results.addLast(new Result(
                        delivery.receivedNanos(),
                        result.latency().toNanos() / 1e6,
                        result.degraded(),
                        !result.labels().isEmpty()));
            }
        } catch (MalformedPayloadException e) {
            // As above.
        }
    }

    private Seen seen(String topic) {
        String family = topic.substring(root.length() + 1).split("/")[0];
        return families.size() < MOST_FAMILIES || families.containsKey(family)
                ? families.computeIfAbsent(family, first -> new Seen())
                : null;
    }

    /** How all families are now, by name. */
    public synchronized List<Sighting> now() {
        long now = System.nanoTime();
        double seconds = Math.min(SECONDS, (now - beganNanos) / 1e9);
        return families.entrySet().stream()
                .map(entry -> sighting(entry.getKey(), entry.getValue(), seconds, now))
                .toList();
    }

    private static Sighting sighting(String family, Seen seen, double seconds, long now) {
        while (!seen.results.isEmpty() && now - seen.results.peekFirst().nanos() > TimeUnit.SECONDS.toNanos(SECONDS)) {
            seen.results.removeFirst();
        }
        Percentiles millis =
                Percentiles.of(seen.results.stream().mapToDouble(Result::millis).toArray());
        Map<String, Long> troubles = new TreeMap<>();
        for (Map<String, Status> instances : List.of(seen.variants, seen.aggregators)) {
            instances.values().forEach(status -> status.counters().forEach((name, number) -> {
                if (number > 0 && TROUBLE.matcher(name).matches()) {
                    troubles.merge(name, number, Long::sum);
                }
            }));
        }
        return new Sighting(
                family,
                List.copyOf(seen.variants.values()),
                List.copyOf(seen.aggregators.values()),
                seconds,
                seen.results.size(),
                (int) seen.results.stream().filter(Result::degraded).count(),
                (int) seen.results.stream().filter(result -> !result.answered()).count(),
                millis.median().orElse(0),
                millis.at(99).orElse(0),
                troubles);
    }
}
