package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.broker.MosquittoBroker;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways made from one image: the same host name, the same component names, no client id configured. */
class SameHostIT {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_ROOT, "parts");
    private static final Duration TIMEOUT = Duration.ofSeconds(180);
    private static final int PERIODS = 3;

    @TempDir
    private Path folder;

    private final BlockingQueue<Status> statuses = new LinkedBlockingQueue<>();

    @Test
    void gateways_ofOneHostName_bothStayConnectedToArtemis() throws Exception {
        try (Broker broker = EmbeddedBroker.start()) {
            assertBothStayConnected(broker);
        }
    }

    @Test
    @Tag("mosquitto")
    void gateways_ofOneHostName_bothStayConnectedToMosquitto() throws Exception {
        try (Broker broker = MosquittoBroker.start()) {
            assertBothStayConnected(broker);
        }
    }

    private void assertBothStayConnected(Broker broker) throws Exception {
        try (MqttLink listener = MqttLink.create(
                        LinkSettings.builder(broker.url(), "listener").build(), any -> {});
                GatewayProcess one = gateway("one", broker);
                GatewayProcess other = gateway("other", broker)) {
            listener.subscribe(TOPICS.statusFilter(Kind.AGGREGATOR), 1, this::received);
            listener.start();
            one.awaitReady(TIMEOUT);
            other.awaitReady(TIMEOUT);

            // Each sees the other, and neither has lost its connection some statuses later.
            Map<String, Integer> sightings = new HashMap<>();
            long until = System.nanoTime() + TIMEOUT.toNanos();
            while (sightings.size() < 2 || sightings.values().stream().anyMatch(count -> count < PERIODS)) {
                Status status = statuses.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertTrue(status != null, "seen so far: " + sightings);
                assertEquals(0, status.counters().getOrDefault("link.losses", 0L), status.toString());
                if (status.counters().getOrDefault("peers", 0L) == 1) {
                    sightings.merge(status.id(), 1, Integer::sum);
                }
            }
            assertTrue(sightings.keySet().stream().allMatch(id -> id.endsWith("-line1")), sightings.toString());
        }
    }

    private void received(Delivery delivery) {
        try {
            statuses.add(StatusJson.decode(delivery.payload()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private GatewayProcess gateway(String name, Broker broker) throws Exception {
        ClonePackages clone = ClonePackages.ofChorus().orElseThrow();
        return GatewayProcess.launch(new GatewaySetup(
                folder.resolve(name),
                clone.platform(),
                List.of(clone.packageFile("chorus-core"), clone.packageFile("chorus-aggregator")),
                List.of(new ComponentSettings(
                        "dev.chorus.aggregator.AggregatorService",
                        "line1",
                        Map.of("broker.url", broker.url(), "family", TOPICS.family()))),
                folder.resolve(name + ".log")));
    }
}
