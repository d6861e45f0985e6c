package dev.chorus.mqtt.testing;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.mqtt.api.LinkState.Phase;
import dev.chorus.mqtt.api.MqttLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A link with short pauses that records received messages. */
public final class WatchedLink implements AutoCloseable {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final LinkSettings settings;
    private final MqttLink link;

    private WatchedLink(LinkSettings settings, MqttLink link) {
        this.settings = settings;
        this.link = link;
    }

    /** Settings for a port of the loopback interface with pauses of 20 to 200 ms. */
    public static LinkSettingsBuilder settings(int port) {
        return LinkSettings.builder("mqtt://127.0.0.1:" + port, "test-" + NEXT.incrementAndGet())
                .backoff(Duration.ofMillis(20), Duration.ofMillis(200))
                .connectTimeout(Duration.ofSeconds(10));
    }

    /** Returns a started and connected link that subscribes to the filters. */
    public static WatchedLink connected(int port, String... filters) {
        return connected(port, settings -> settings, filters);
    }

    /** Returns a started and connected link with the given settings that subscribes to the filters. */
    public static WatchedLink connected(int port, UnaryOperator<LinkSettingsBuilder> particular, String... filters) {
        WatchedLink watched = started(particular.apply(settings(port)).build(), link -> {}, filters);
        watched.awaitPhase(Phase.CONNECTED);
        return watched;
    }

    /** Returns a started link. */
    public static WatchedLink started(LinkSettings settings, LinkListener listener, String... filters) {
        WatchedLink watched = new WatchedLink(settings, MqttLink.create(settings, listener));
        for (String filter : filters) {
            watched.link.subscribe(filter, 1, watched.deliveries::add);
        }
        watched.link.start();
        return watched;
    }

    /** Returns its settings. */
    public LinkSettings settings() {
        return settings;
    }

    /** Returns the link itself. */
    public MqttLink link() {
        return link;
    }

    /** Returns the messages received so far. */
    public List<Delivery> deliveries() {
        return deliveries;
    }

    /** Returns the messages received so far, as text. */
    public List<String> texts() {
        return deliveries.stream()
                .map(delivery -> new String(delivery.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Waits for a phase. */
    public void awaitPhase(Phase phase) {
        Await.until(() -> phase + ", it is " + link.state(), () -> link.state().phase() == phase);
    }

    /** Waits for the given number of messages, and returns them. */
    public List<Delivery> awaitDeliveries(int count) {
        Await.until(() -> count + " deliveries, there are " + deliveries, () -> deliveries.size() >= count);
        return deliveries;
    }

    @Override
    public void close() {
        link.close();
    }
}
