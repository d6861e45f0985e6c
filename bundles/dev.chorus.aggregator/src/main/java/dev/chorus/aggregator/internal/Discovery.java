package dev.chorus.aggregator.internal;

import dev.chorus.mqtt.api.Publication;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps discovery messages retained at the broker: publishes new and changed ones, and removes obsolete ones.
 * Thread-safe; guarded by itself.
 */
final class Discovery {

    private final Supplier<Optional<Map<String, String>>> wanted;
    private final Consumer<Publication> link;
    private Map<String, String> published = new TreeMap<>();

    /**
     * Publishes nothing yet.
     *
     * @param wanted topic to payload, or empty if unknown at present: then nothing changes; thread-safe
     * @param link publishes messages, without blocking
     */
    Discovery(Supplier<Optional<Map<String, String>>> wanted, Consumer<Publication> link) {
        this.wanted = wanted;
        this.link = link;
    }

    /** Publishes everything on a new connection: the broker may have lost its messages. */
    synchronized void connected() {
        wanted.get().ifPresent(now -> publish(now, true));
    }

    /** Publishes what has changed. */
    synchronized void changed() {
        wanted.get().ifPresent(now -> publish(now, false));
    }

    private void publish(Map<String, String> now, boolean everything) {
        published.keySet().stream().filter(topic -> !now.containsKey(topic)).forEach(topic -> retain(topic, ""));
        now.forEach((topic, payload) -> {
            if (everything || !payload.equals(published.get(topic))) {
                retain(topic, payload);
            }
        });
        published = now;
    }

    /** Removes all published messages. */
    synchronized void remove() {
        published.keySet().forEach(topic -> retain(topic, ""));
        published = new TreeMap<>();
    }

    private void retain(String topic, String payload) {
        link.accept(Publication.retained(topic, payload.getBytes(StandardCharsets.UTF_8)));
    }
}
