package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import java.util.List;
import java.util.Optional;

/** What happens to a {@link BrokerConnection}. Called on threads of the client: must not block. */
public interface ConnectionEvents {

    /**
     * The broker let the client in.
     *
     * @param receiveMaximum how many publications of QoS 1 it takes unacknowledged
     * @param maximumPacketBytes the largest packet it takes
     */
    void opened(int receiveMaximum, long maximumPacketBytes);

    /**
     * Subscriptions are made.
     *
     * @param problems one for each that the broker refused, for people
     */
    void subscribed(List<String> problems);

    /**
     * The broker acknowledged a publication (QoS 1) or it is written (QoS 0).
     *
     * @param refusal why the broker does not want it; empty when it does
     */
    void published(Parcel parcel, Optional<String> refusal);

    /** A message came in. */
    void delivered(Delivery delivery);

    /**
     * The connection is no more, or did not come about; told once, and not after {@link BrokerConnection#finish()}.
     *
     * @param problem why, for people
     */
    void ended(String problem);
}
