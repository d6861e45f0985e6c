package dev.chorus.aggregator.internal;

import dev.chorus.mqtt.api.Publication;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps what others are to discover retained at the broker: publishes what is new or has changed, and takes back what is no longer
 * there. For any thread; what was published last is guarded by itself.
 */
final class Discovery {

    private final Supplier<Optional<Map<String, String>>> wanted;
    private final Consumer<Publication> link;
    private Map<String, String> published = new TreeMap<>();

    /**
     * Publishes nothing yet.
     *
     * @param wanted topic to payload, or empty where that is not known at present: then all stays as it is; for any thread
     * @param link takes what is to be sent, without blocking
     */
    Discovery(Supplier<Optional<Map<String, String>>> wanted, Consumer<Publication> link) {
        this.wanted = wanted;
        this.link = link;
    }

    /** A connection stands: the broker may know nothing. */
    synchronized void connected() {
        wanted.get().ifPresent(now -> say(now, true));
    }

    /** Something may be to be said. */
    synchronized void changed() {
        wanted.get().ifPresent(now -> say(now, false));
    }

    private void say(Map<String, String> now, boolean everything) {
        published.keySet().stream().filter(topic -> !now.containsKey(topic)).forEach(topic -> retain(topic, ""));
        now.forEach((topic, payload) -> {
            if (everything || !payload.equals(published.get(topic))) {
                retain(topic, payload);
            }
        });
        published = now;
    }

    /** What was published is taken back: it is gone for good. */
    synchronized void takeBack() {
        published.keySet().forEach(topic -> retain(topic, ""));
        published = new TreeMap<>();
    }

    private void retain(String topic, String payload) {
        link.accept(Publication.retained(topic, payload.getBytes(StandardCharsets.UTF_8)));
    }
}
