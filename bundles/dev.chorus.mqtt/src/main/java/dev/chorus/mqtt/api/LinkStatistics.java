package dev.chorus.mqtt.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counters of a link since its creation. Each number is exact, but together they are no snapshot of one instant.
 *
 * @param connects connections established
 * @param failedConnects failed attempts to connect
 * @param losses connections that broke
 * @param published publications accepted by {@link MqttLink#publish}
 * @param delivered publications that the broker acknowledged (QoS 1) or that were written (QoS 0)
 * @param dropped publications dropped because the buffer was full or the link was closed
 * @param expired publications dropped because they expired
 * @param refused publications and subscriptions that the broker rejected
 * @param unheard acknowledgements with which the broker reported that a publication had no subscriber; brokers need
 *     not report it
 * @param received messages received
 * @param overflowed messages received and dropped, oldest first, because the handlers were too slow
 * @param unhandled messages received that matched no subscription
 * @param outdated messages dropped because {@link MqttLink#renew} gave up the connection on which they had arrived
 * @param handlerFailures exceptions of handlers and listeners
 * @param internalErrors failures of the link's own tasks, after which the link continues
 * @param maximumPacketBytes not a counter: maximum packet size announced by the broker on the latest connection; 0
 *     before the first one
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

    /** Returns the counters by name, in the order above, as a status message carries them. */
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
