package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.TopicFilter;
import java.util.Map;
import java.util.Optional;

/**
 * What a broker grants on one connection (MQTT 5, section 3.2.2.3). A client that goes beyond it loses the connection, so what exceeds a limit
 * is refused before it is sent.
 *
 * @param receiveMaximum how many publications of QoS 1 it takes unacknowledged, at least 1
 * @param maximumPacketBytes the largest packet it takes
 * @param maximumQos the highest QoS of publications it takes
 * @param retains whether it takes retained publications
 * @param wildcards whether it takes filters with wildcards
 * @param sharedSubscriptions whether it takes shared subscriptions
 */
public record BrokerLimits(
        int receiveMaximum,
        long maximumPacketBytes,
        int maximumQos,
        boolean retains,
        boolean wildcards,
        boolean sharedSubscriptions) {

    /** The largest packet of MQTT. */
    public static final long LARGEST_PACKET = 268_435_455;

    /** A broker that takes anything. */
    public static final BrokerLimits NONE = new BrokerLimits(0xFFFF, LARGEST_PACKET, 2, true, true, true);

    /** The same with a window and a packet size. */
    BrokerLimits with(int otherReceiveMaximum, long otherMaximumPacketBytes) {
        return new BrokerLimits(
                otherReceiveMaximum, otherMaximumPacketBytes, maximumQos, retains, wildcards, sharedSubscriptions);
    }

    /** Why a publication must not be sent; empty if it may. */
    Optional<String> refusal(OutboundMessage outbound) {
        Publication publication = outbound.publication();
        if (publication.qos() > maximumQos) {
            return Optional.of("it is of QoS " + publication.qos() + ", the broker takes at most QoS " + maximumQos);
        }
        if (publication.retained() && !retains) {
            return Optional.of("it is retained, the broker does not retain");
        }
        // First the estimate, which is there and never too small.
        long bytes = outbound.bytes() > maximumPacketBytes ? PacketSize.exact(publication) : 0;
        return bytes > maximumPacketBytes
                ? Optional.of("the packet has " + bytes + " bytes, the broker takes at most " + maximumPacketBytes)
                : Optional.empty();
    }

    /** Why a subscription must not be sent; empty if it may, alone in its packet. */
    Optional<String> refusal(TopicFilter filter) {
        if (filter.isShared() && !sharedSubscriptions) {
            return Optional.of("the broker does not take shared subscriptions");
        }
        if (filter.hasWildcard() && !wildcards) {
            return Optional.of("the broker does not take wildcards");
        }
        long bytes = PacketSize.ofSubscribe(Map.of(filter.toString(), 1));
        return bytes > maximumPacketBytes
                ? Optional.of("the packet has " + bytes + " bytes, the broker takes at most " + maximumPacketBytes)
                : Optional.empty();
    }

    /** Whether subscriptions fit into one packet. */
    boolean fit(Map<String, Integer> filters) {
        return PacketSize.ofSubscribe(filters) <= maximumPacketBytes;
    }
}
