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

/** The topics to which publications wait on new connections, and what for. Safe for use by several threads. */
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

    /** What waits on one new connection. */
    OfConnection begin() {
        OfConnection begun = new OfConnection();
        wanted.forEach((topic, each) -> {
            try {
                begun.waiting.put(topic, each.get());
            } catch (RuntimeException | Error e) {
                // Without the hold the connection works, without the connection nothing does.
                LOG.error("Publications to {} do not wait for their receivers", topic, e);
            }
        });
        return begun;
    }

    /** The topics that still wait on one connection; each ends its wait once. */
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

        /** The topics whose wait that delivery ends. */
        List<String> received(Delivery delivery) {
            if (waiting.isEmpty()) {
                return List.of();
            }
            List<String> over = new ArrayList<>();
            waiting.forEach((topic, hold) -> {
                if (endsWith(topic, hold, delivery) && end(topic)) {
                    over.add(topic);
                }
            });
            return over;
        }

        /** What it throws would end the connection, and again the next one if a retained message is the cause. */
        private static boolean endsWith(String topic, PublishGate hold, Delivery delivery) {
            try {
                return hold.endsWith(delivery);
            } catch (RuntimeException | Error e) {
                FAILURES.warn("Publications to " + topic + " go on waiting after " + delivery, e);
                return false;
            }
        }
    }
}
