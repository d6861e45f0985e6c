package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import java.util.Map;
import java.util.Optional;

/** Events of a {@link BrokerConnection}. Called on threads of the client: must not block. */
public interface ConnectionEvents {

    /**
     * The broker accepted the connection.
     *
     * @param limits limits of the broker
     * @param keepsSession whether the broker keeps the session for a while when the connection breaks, and then
     *     discards it
     * @param keptSession whether it has kept the session of the previous connection
     */
    void opened(BrokerLimits limits, boolean keepsSession, boolean keptSession);

    /**
     * The broker accepted the connection, but CONNECT has to be repeated with other options: close this one and open
     * the next at once.
     *
     * @param fresh whether the broker discards the session, although that was not requested
     */
    void reconnectNow(boolean fresh);

    /**
     * The broker answered a SUBSCRIBE.
     *
     * @param answers filter to the reason why the broker rejects it, as text for an operator; empty if it delivers
     */
    void subscribed(Map<String, Optional<String>> answers);

    /**
     * The broker rejected something without effect on anything else.
     *
     * @param problem what and why, as text for an operator
     */
    void refused(String problem);

    /**
     * The broker acknowledged a publication (QoS 1) or it was written (QoS 0).
     *
     * @param refusal why the broker rejected it; empty if it accepted it
     */
    void published(OutboundMessage outbound, Optional<String> refusal);

    /**
     * The broker acknowledged a publication and reported that it has no subscriber (MQTT 5, 3.4.2.1, reason code
     * 0x10).
     */
    void unheard(OutboundMessage outbound);

    /**
     * A message arrived.
     *
     * @return false if the connection has ended or takes no more messages: then do not acknowledge it, so that a
     *     broker that keeps the session delivers it on the next connection
     */
    boolean delivered(Delivery delivery);

    /**
     * The connection ended or was not established; reported once, and not after {@link BrokerConnection#finish}.
     *
     * @param problem the reason, as text for an operator
     * @param reason the reason for the choice of the next pause
     */
    void ended(String problem, EndReason reason);
}
