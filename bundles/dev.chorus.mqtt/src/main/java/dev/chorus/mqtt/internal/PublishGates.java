package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.PublishGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Manages the topics whose publications are delayed on new connections, and their gates. Thread-safe. */
final class PublishGates {

    private static final Logger LOG = LoggerFactory.getLogger(PublishGates.class);
    private static final QuietLog FAILURES = new QuietLog(LOG, System::nanoTime);

    private final Map<String, Supplier<? extends PublishGate>> wanted = new ConcurrentHashMap<>();

    void put(String topic, Supplier<? extends PublishGate> each) {
        wanted.put(topic, each);
    }

    void remove(String topic) {
        wanted.remove(topic);
    }

    /** Creates the gates of a new connection. */
    OfConnection begin() {
        OfConnection begun = new OfConnection();
        wanted.forEach((topic, each) -> {
            try {
                begun.waiting.put(topic, each.get());
            } catch (RuntimeException | Error e) {
                // A failing gate must not prevent the connection: it works without the delay.
                LOG.error("Publications to {} are sent without waiting for their subscribers", topic, e);
            }
        });
        return begun;
    }

    /** The topics that are still delayed on one connection; each delay ends once. */
    static final class OfConnection {

        static final OfConnection NONE = new OfConnection();

        private final Map<String, PublishGate> waiting = new ConcurrentHashMap<>();

        private OfConnection() {}

        Map<String, PublishGate> waiting() {
            return Map.copyOf(waiting);
        }

        boolean end(String topic) {
            return waiting.remove(topic) != null;
        }

        /** Returns the topics whose delay this delivery ends. */
        List<String> received(Delivery delivery) {
            if (waiting.isEmpty()) {
                return List.of();
            }
            List<String> opened = new ArrayList<>();
            waiting.forEach((topic, gate) -> {
                if (endsWith(topic, gate, delivery) && end(topic)) {
                    opened.add(topic);
                }
            });
            return opened;
        }

        /** An exception would end the connection, and every next one if a retained message is the cause. */
        private static boolean endsWith(String topic, PublishGate gate, Delivery delivery) {
            try {
                return gate.endsWith(delivery);
            } catch (RuntimeException | Error e) {
                FAILURES.warn("Publications to " + topic + " stay delayed: the gate failed on " + delivery, e);
                return false;
            }
        }
    }
}
