package dev.chorus.tools.cli.watch;

import dev.chorus.core.family.Names;
import dev.chorus.core.metrics.Percentiles;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MqttLink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Tracks all families below a topic root by their statuses and results. Results are counted over the last
 * {@value #SECONDS} seconds. Thread-safe.
 */
public final class Sightings {

    private static final int SECONDS = 10;
    private static final int MAX_FAMILIES = 100;
    private static final int MAX_INSTANCES = 256;
    private static final int MAX_RESULTS = 100_000;
    private static final Pattern TROUBLE = Pattern.compile(
            "refused.*|late.*|malformed.*|foreign.*|stale.*|evicted.*|overflowed|unsent.*|noVariant|noQuorum|degradedAnswers"
                    + "|doubleAnswers|internalErrors|fellBehind|(link|answers)\\.(dropped|expired|overflowed|losses|refused)");

    private record Result(long nanos, double millis, boolean degraded, boolean answered) {}

    private static final class Seen {
        private final Map<String, Status> variants = new TreeMap<>();
        private final Map<String, Status> aggregators = new TreeMap<>();
        private final Deque<Result> results = new ArrayDeque<>();
        private long malformed;

        private Map<String, Status> of(Kind kind) {
            return kind == Kind.VARIANT ? variants : aggregators;
        }
    }

    private final String root;
    private final long beganNanos = System.nanoTime();
    private final Map<String, Seen> families = new TreeMap<>();

    /** @param root topic root of all families */
    public Sightings(String root) {
        this.root = root;
    }

    /** Subscribes to statuses and results. */
    public void listen(MqttLink link) {
        link.subscribe(root + "/+/status/#", 1, this::status);
        link.subscribe(root + "/+/result", 0, this::result);
    }

    private synchronized void status(Delivery delivery) {
        Optional<Topics> topics = topics(delivery);
        if (topics.isEmpty()) {
            return;
        }
        Optional<String> variant = topics.get().instanceOf(Kind.VARIANT, delivery.topic());
        Optional<String> aggregator = topics.get().instanceOf(Kind.AGGREGATOR, delivery.topic());
        variant.ifPresent(id -> status(topics.get(), Kind.VARIANT, id, delivery.payload()));
        aggregator.ifPresent(id -> status(topics.get(), Kind.AGGREGATOR, id, delivery.payload()));
    }

    private void status(Topics topics, Kind kind, String id, byte[] payload) {
        if (payload.length == 0) {
            Optional.ofNullable(families.get(topics.family()))
                    .ifPresent(seen -> seen.of(kind).remove(id));
            return;
        }
        decode(topics, () -> {
            Status status = StatusJson.decode(payload);
            check(status.kind() == kind && status.id().equals(id), "kind and id", topics);
            check(status.family() == null || status.family().equals(topics.family()), "family", topics);
            seen(topics)
                    .map(seen -> seen.of(kind))
                    .filter(instances -> instances.size() < MAX_INSTANCES || instances.containsKey(id))
                    .ifPresent(instances -> instances.put(id, status));
        });
    }

    private synchronized void result(Delivery delivery) {
        topics(delivery)
                .ifPresent(topics -> decode(topics, () -> {
                    FusedResult result = FusedResultJson.decode(delivery.payload());
                    check(result.family().equals(topics.family()), "family", topics);
                    seen(topics)
                            .filter(seen -> seen.results.size() < MAX_RESULTS)
                            .ifPresent(seen -> seen.results.addLast(new Result(
                                    delivery.receivedNanos(),
                                    result.latency().toNanos() / 1e6,
                                    result.degraded(),
                                    !result.labels().isEmpty())));
                }));
    }

    private interface Decoding {
        void run() throws MalformedPayloadException;
    }

    /** Counts a malformed message if its family is known; it does not add a family. */
    private void decode(Topics topics, Decoding decoding) {
        try {
            decoding.run();
        } catch (MalformedPayloadException e) {
            Optional.ofNullable(families.get(topics.family())).ifPresent(seen -> seen.malformed++);
        }
    }

    private static void check(boolean fits, String what, Topics topics) throws MalformedPayloadException {
        if (!fits) {
            throw new MalformedPayloadException(what + " must match the topic, below " + topics.family());
        }
    }

    /** Returns the topics of the family that a message belongs to; empty for other topics. */
    private Optional<Topics> topics(Delivery delivery) {
        String below = delivery.topic().substring(root.length() + 1);
        String family = below.substring(0, below.indexOf('/'));
        return Names.isName(family) ? Optional.of(new Topics(root, family)) : Optional.empty();
    }

    private Optional<Seen> seen(Topics topics) {
        String family = topics.family();
        return families.size() < MAX_FAMILIES || families.containsKey(family)
                ? Optional.of(families.computeIfAbsent(family, first -> new Seen()))
                : Optional.empty();
    }

    /** Returns a snapshot of all families, by name. */
    public synchronized List<InstanceView> now() {
        long now = System.nanoTime();
        double seconds = Math.min(SECONDS, (now - beganNanos) / 1e9);
        return families.entrySet().stream()
                .map(entry -> sighting(entry.getKey(), entry.getValue(), seconds, now))
                .toList();
    }

    private static InstanceView sighting(String family, Seen seen, double seconds, long now) {
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
        if (seen.malformed > 0) {
            troubles.put("malformed", seen.malformed);
        }
        return new InstanceView(
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
