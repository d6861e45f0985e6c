package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The topics to which publications wait on new connections, and what for. Safe for use by several threads. */
final class Holds {

    private final Map<String, Supplier<? extends Hold>> wanted = new ConcurrentHashMap<>();

    void put(String topic, Supplier<? extends Hold> each) {
        wanted.put(topic, each);
    }

    void remove(String topic) {
        wanted.remove(topic);
    }

    /** What waits on one new connection. */
    OfConnection begin() {
        OfConnection begun = new OfConnection();
        wanted.forEach((topic, each) -> begun.waiting.put(topic, each.get()));
        return begun;
    }

    /** The topics that still wait on one connection; each ends its wait once. */
    static final class OfConnection {

        static final OfConnection NONE = new OfConnection();

        private final Map<String, Hold> waiting = new ConcurrentHashMap<>();

        private OfConnection() {}

        Map<String, Hold> waiting() {
            return Map.copyOf(waiting);
        }

        boolean end(String topic) {
            return waiting.remove(topic) != null;
        }

        /** The topics whose wait that delivery ends. */
        List<String> heard(Delivery delivery) {
            if (waiting.isEmpty()) {
                return List.of();
            }
            List<String> over = new ArrayList<>();
            waiting.forEach((topic, hold) -> {
                if (hold.endsWith(delivery) && end(topic)) {
                    over.add(topic);
                }
            });
            return over;
        }
    }
}
