package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.TopicFilter;
import java.util.Map;
import java.util.Optional;

/**
 * Limits of a broker on one connection (MQTT 5, section 3.2.2.3). A client that exceeds one loses the connection, so
 * what exceeds a limit is rejected before it is sent.
 *
 * @param receiveMaximum maximum number of unacknowledged publications of QoS 1, at least 1
 * @param maximumPacketBytes maximum size of a packet
 * @param maximumQos highest QoS of publications
 * @param retains whether retained publications are supported
 * @param wildcards whether filters with wildcards are supported
 * @param sharedSubscriptions whether shared subscriptions are supported
 */
public record BrokerLimits(
        int receiveMaximum,
        long maximumPacketBytes,
        int maximumQos,
        boolean retains,
        boolean wildcards,
        boolean sharedSubscriptions) {

    /** The largest packet that MQTT allows. */
    public static final long LARGEST_PACKET = 268_435_455;

    /** Limits of a broker without limits. */
    public static final BrokerLimits NONE = new BrokerLimits(0xFFFF, LARGEST_PACKET, 2, true, true, true);

    /** Returns a copy with another window and packet size. */
    BrokerLimits with(int otherReceiveMaximum, long otherMaximumPacketBytes) {
        return new BrokerLimits(
                otherReceiveMaximum, otherMaximumPacketBytes, maximumQos, retains, wildcards, sharedSubscriptions);
    }

    /** Returns why a publication must not be sent; empty if it may. */
    Optional<String> refusal(OutboundMessage outbound) {
        Publication publication = outbound.publication();
        if (publication.qos() > maximumQos) {
            return Optional.of("QoS must be at most " + maximumQos + " for this broker, was " + publication.qos());
        }
        if (publication.retained() && !retains) {
            return Optional.of("the broker does not support retained messages");
        }
        // The estimate first: it is known and never too small.
        long bytes = outbound.bytes() > maximumPacketBytes ? PacketSize.exact(publication) : 0;
        return bytes > maximumPacketBytes
                ? Optional.of("packet must have at most " + maximumPacketBytes + " bytes for this broker, has " + bytes)
                : Optional.empty();
    }

    /** Returns why a subscription must not be sent; empty if it may, alone in its packet. */
    Optional<String> refusal(TopicFilter filter) {
        if (filter.isShared() && !sharedSubscriptions) {
            return Optional.of("the broker does not support shared subscriptions");
        }
        if (filter.hasWildcard() && !wildcards) {
            return Optional.of("the broker does not support wildcards");
        }
        long bytes = PacketSize.ofSubscribe(Map.of(filter.toString(), 1));
        return bytes > maximumPacketBytes
                ? Optional.of("packet must have at most " + maximumPacketBytes + " bytes for this broker, has " + bytes)
                : Optional.empty();
    }

    /** Whether the subscriptions fit into one packet. */
    boolean fit(Map<String, Integer> filters) {
        return PacketSize.ofSubscribe(filters) <= maximumPacketBytes;
    }
}
