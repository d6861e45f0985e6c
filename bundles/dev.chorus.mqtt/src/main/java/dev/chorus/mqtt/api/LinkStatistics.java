package dev.chorus.mqtt.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a link has counted since it was made; each number by itself is exact, the numbers together are not one instant's.
 *
 * @param connects connections that stood
 * @param failedConnects attempts that came to nothing
 * @param losses connections that broke
 * @param published publications accepted by {@link MqttLink#publish}
 * @param delivered publications that the broker acknowledged (QoS 1) or that were written (QoS 0)
 * @param dropped publications given up because the buffer was full or the link closed
 * @param expired publications given up because their expiry had passed
 * @param refused publications and subscriptions that the broker refused
 * @param unheard publications that the broker took although nobody had subscribed to them, each time; brokers need not tell
 * @param received messages that arrived
 * @param overflowed messages that arrived and were dropped, the oldest first, because the handlers did not keep up
 * @param unhandled messages that arrived and that no subscription matched
 * @param outdated messages that were dropped because {@link MqttLink#renew} gave up the connection on which they had arrived
 * @param handlerFailures handlers and listeners that threw
 * @param internalErrors failures of the link's own tasks, after which it continues
 * @param maximumPacketBytes not counted: the largest packet that the broker takes, as it announced on the latest connection; 0 before the
 *     first one
 */
public record LinkStatistics(
        long connects,
        long failedConnects,
        long losses,
        long published,
        long delivered,
        long dropped,
        long expired,
        long refused,
        long unheard,
        long received,
        long overflowed,
        long unhandled,
        long outdated,
        long handlerFailures,
        long internalErrors,
        long maximumPacketBytes) {

    /** The same as name to number, in the order above: what a status message carries as its counters. */
    public Map<String, Long> asMap() {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("connects", connects);
        counters.put("failedConnects", failedConnects);
        counters.put("losses", losses);
        counters.put("published", published);
        counters.put("delivered", delivered);
        counters.put("dropped", dropped);
        counters.put("expired", expired);
        counters.put("refused", refused);
        counters.put("unheard", unheard);
        counters.put("received", received);
        counters.put("overflowed", overflowed);
        counters.put("unhandled", unhandled);
        counters.put("outdated", outdated);
        counters.put("handlerFailures", handlerFailures);
        counters.put("internalErrors", internalErrors);
        counters.put("maximumPacketBytes", maximumPacketBytes);
        return counters;
    }
}
