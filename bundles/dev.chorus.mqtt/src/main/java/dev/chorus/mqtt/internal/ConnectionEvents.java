package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import java.util.Map;
import java.util.Optional;

/** What happens to a {@link BrokerConnection}. Called on threads of the client: must not block. */
public interface ConnectionEvents {

    /**
     * The broker let the client in.
     *
     * @param limits what it grants
     * @param keepsSession whether it keeps what it has for this client for a while when the connection breaks, and then forgets it
     * @param keptSession whether it has kept that from the connection before
     */
    void opened(BrokerLimits limits, boolean keepsSession, boolean keptSession);

    /**
     * The broker let the client in, but is to be told something else in CONNECT: to be closed, and the next one opened at once.
     *
     * @param fresh whether the broker is to forget what it kept for this client, although it was not asked to
     */
    void reconnectNow(boolean fresh);

    /**
     * Subscriptions are made.
     *
     * @param answers each filter with the reason why the broker refuses it, for people; empty where it delivers
     */
    void subscribed(Map<String, Optional<String>> answers);

    /**
     * The broker refuses something that leaves everything else as it is.
     *
     * @param problem what and why, for people
     */
    void refused(String problem);

    /**
     * The broker acknowledged a publication (QoS 1) or it is written (QoS 0).
     *
     * @param refusal why the broker does not want it; empty when it does
     */
    void published(OutboundMessage outbound, Optional<String> refusal);

    /** The broker acknowledged a publication, and says that nobody has subscribed to it (MQTT 5, 3.4.2.1, reason code 0x10). */
    void unheard(OutboundMessage outbound);

    /**
     * A message came in.
     *
     * @return false if the connection is over or takes no more: then it must not be acknowledged, so that a broker that keeps the
     *     session delivers it on the next connection
     */
    boolean delivered(Delivery delivery);

    /**
     * The connection is no more, or did not come about; told once, and not after {@link BrokerConnection#finish}.
     *
     * @param problem why, for people
     * @param reason the same for the choice of the next pause
     */
    void ended(String problem, EndReason reason);
}
