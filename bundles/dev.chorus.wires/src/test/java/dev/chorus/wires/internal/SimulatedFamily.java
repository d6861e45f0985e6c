package dev.chorus.wires.internal;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Simulates a family for requesters. The first byte of a picture selects the outcome. */
public final class SimulatedFamily implements AutoCloseable {

    public static final Topics TOPICS = new Topics("chorus", "parts");

    /** A picture that is answered. */
    public static final byte ANSWERED = 1;
    /** A picture that every variant refuses. */
    public static final byte REFUSED = 2;
    /** A picture without an answer. */
    public static final byte SILENT = 3;

    static final String CLIENT = "simulated-family";

    private final MqttLink link;
    private final AtomicInteger requests = new AtomicInteger();

    /** Connects and waits for the connection. */
    public SimulatedFamily(String brokerUrl) throws InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        link = MqttLink.create(LinkSettings.builder(brokerUrl, CLIENT).build(), any -> connected.countDown());
        link.subscribe(TOPICS.request(), 1, this::answer);
        link.start();
        if (!connected.await(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no connection to " + brokerUrl);
        }
    }

    /** Returns the number of received pictures. */
    public int requests() {
        return requests.get();
    }

    private void answer(Delivery delivery) {
        requests.incrementAndGet();
        byte kind = delivery.payload()[0];
        if (kind != SILENT) {
            byte[] id = delivery.properties().correlationData().orElseThrow();
            link.publish(Publication.atLeastOnce(
                    delivery.properties().responseTopic().orElseThrow(),
                    FusedResultJson.encode(result(id, delivery.payload(), kind == ANSWERED))));
        }
    }

    private static FusedResult result(byte[] id, byte[] picture, boolean answered) {
        return new FusedResult(
                RequestId.of(id, picture),
                TOPICS.family(),
                "1.0.0",
                answered ? Outcome.ANSWERED : Outcome.REFUSED,
                answered ? null : "every variant refused",
                answered ? List.of(new RankedLabel("nut", 1, 0.75), new RankedLabel("bolt", 0, 0.25)) : List.of(),
                answered,
                answered ? List.of("p48", "p56") : List.of(),
                answered ? List.of("p64") : List.of(),
                Map.of(),
                CloseReason.ALL,
                answered ? 0.5 : 0,
                Duration.ofMillis(3),
                "aggregator");
    }

    @Override
    public void close() {
        link.close();
    }
}
