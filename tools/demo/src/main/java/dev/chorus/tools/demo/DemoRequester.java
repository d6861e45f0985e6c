package dev.chorus.tools.demo;

import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the results and statuses of variants and aggregator, passes them to the statistics, and publishes the ground
 * truth. Its own state (last status of each instance, topics to clear at the end) is guarded by itself and changes on
 * the link's dispatcher thread.
 */
final class DemoRequester implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoRequester.class);
    private static final Duration CLEANUP_TIMEOUT = Duration.ofSeconds(2);

    private final MqttLink link;
    private final Topics topics;
    private final DemoStatistics statistics;
    private final Map<String, Status> statuses = new HashMap<>();
    private final Set<String> retained = new HashSet<>();

    /** Connects and subscribes. */
    DemoRequester(LinkSettings settings, Topics topics, DemoStatistics statistics) {
        this.topics = topics;
        this.statistics = statistics;
        this.link = MqttLink.create(settings, any -> LOG.info("connected to {}", settings.broker()));
        link.subscribe(topics.statusFilter(Status.Kind.VARIANT), 1, this::onStatus);
        link.subscribe(topics.statusFilter(Status.Kind.AGGREGATOR), 1, this::onStatus);
        link.subscribe(topics.topKFilter(), 1, this::onTopK);
        link.start();
    }

    private void onTopK(Delivery delivery) {
        topics.variantOf(delivery.topic()).ifPresent(variant -> {
            try {
                int bytes = delivery.payload().length;
                statistics.topK(variant, TopKFrame.decode(delivery.payload()), bytes, delivery.receivedNanos());
            } catch (MalformedPayloadException e) {
                LOG.debug("ignored message on {}: {}", delivery.topic(), e.getMessage());
            }
        });
    }

    private void onStatus(Delivery delivery) {
        if (delivery.payload().length == 0) {
            return;
        }
        try {
            Status status = StatusJson.decode(delivery.payload());
            statistics.status(status);
            synchronized (this) {
                statuses.put(delivery.topic(), status);
                retained.add(delivery.topic());
                notifyAll();
            }
        } catch (MalformedPayloadException e) {
            LOG.debug("ignored message on {}: {}", delivery.topic(), e.getMessage());
        }
    }

    /** Publishes the ground truth of a picture, for the status page. Thread-safe. */
    void publishTruth(GroundTruth truth) {
        link.publish(Publication.atMostOnce(topics.truth(), truth.encode()));
    }

    /** Clears the statuses received so far, before the gateways are started. */
    synchronized void clearStatuses(List<GatewayPlan> gateways) {
        gateways.forEach(gateway -> statuses.remove(topicOf(gateway)));
        statuses.values().removeIf(status -> status.kind() == Status.Kind.AGGREGATOR);
    }

    /**
     * Waits until gateways are online and the aggregator knows each of them.
     *
     * @throws IOException if they are not in time; names the missing ones and the problems they report
     */
    void awaitOnline(List<GatewayPlan> gateways, Duration patience) throws IOException, InterruptedException {
        if (!await(() -> gateways.stream().allMatch(this::isOnline), patience)) {
            List<String> missing = new ArrayList<>();
            synchronized (this) {
                gateways.stream()
                        .filter(gateway -> !isOnline(gateway))
                        .forEach(gateway ->
                                missing.add(gateway.name() + " (" + describe(statuses.get(topicOf(gateway))) + ")"));
            }
            throw new IOException("not online after " + patience.toSeconds() + " s: " + String.join(", ", missing));
        }
    }

    private static String describe(Status status) {
        if (status == null) {
            return "no status";
        }
        return status.state().wireName() + (status.problem() == null ? "" : ": " + status.problem());
    }

    private synchronized boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private boolean isOnline(GatewayPlan gateway) {
        Status own = statuses.get(topicOf(gateway));
        return own != null && own.state() == Status.State.ONLINE && (gateway.isAggregator() || isKnown(gateway));
    }

    private boolean isKnown(GatewayPlan gateway) {
        return statuses.values().stream()
                .flatMap(status -> status.members().stream())
                .anyMatch(member ->
                        member.id().equals(gateway.instance()) && member.state().isAwaited() && member.compatible());
    }

    private String topicOf(GatewayPlan gateway) {
        return topics.status(gateway.kind(), gateway.instance());
    }

    /** Removes all retained messages from the broker; to be called after the gateways have ended. */
    @Override
    public void close() {
        try {
            await(
                    () -> statuses.values().stream()
                            .noneMatch(status -> status.state().isAwaited()),
                    CLEANUP_TIMEOUT);
            List<String> topicsToClear;
            synchronized (this) {
                topicsToClear = List.copyOf(retained);
            }
            CompletableFuture.allOf(topicsToClear.stream()
                            .map(topic -> link.publish(Publication.removal(topic)))
                            .toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, CLEANUP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(problem -> null)
                    .join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            link.close();
        }
    }
}
