package dev.chorus.mqtt.internal.paho;

import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.internal.BrokerLimits;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Compares the grants of a broker in CONNACK with the link's settings (MQTT 5, section 3.2.2.3). */
final class Connack {

    private static final int UNSIGNED_SHORT = 0xFFFF;
    private static final int ARTEMIS_ALIASES = UNSIGNED_SHORT;

    private final MqttProperties granted;
    private final LinkSettings asked;

    Connack(MqttProperties granted, LinkSettings asked) {
        this.granted = granted;
        this.asked = asked;
    }

    BrokerLimits limits() {
        return new BrokerLimits(
                unsigned(granted.getReceiveMaximum()).orElse(BrokerLimits.NONE.receiveMaximum()),
                Objects.requireNonNullElse(granted.getMaximumPacketSize(), BrokerLimits.LARGEST_PACKET),
                Objects.requireNonNullElse(granted.getMaximumQoS(), BrokerLimits.NONE.maximumQos()),
                !Boolean.FALSE.equals(granted.isRetainAvailable()),
                !Boolean.FALSE.equals(granted.isWildcardSubscriptionsAvailable()),
                !Boolean.FALSE.equals(granted.isSharedSubscriptionAvailable()));
    }

    /** Paho reads two-byte numbers as signed ones: 65535 becomes -1. */
    private static Optional<Integer> unsigned(Integer number) {
        return Optional.ofNullable(number).map(read -> read & UNSIGNED_SHORT);
    }

    /**
     * Returns the broker's keep-alive if it is shorter than the link's own. With a longer one, or none, a silent
     * connection would go unnoticed, and a client may always probe more often.
     */
    long keepAliveSeconds() {
        long own = asked.keepAlive().toSeconds();
        return Optional.ofNullable(granted.getServerKeepAlive())
                .filter(seconds -> seconds > 0)
                .map(seconds -> Math.min(own, seconds))
                .orElse(own);
    }

    /** Whether the broker may keep the session at all, so that a DISCONNECT has to end it. */
    boolean mayKeepSession() {
        return !asked.sessionExpiry().isZero() && supportsMqtt5();
    }

    /**
     * Whether the broker keeps the session, and not longer than requested: that would deliver messages that are too
     * old.
     */
    boolean keepsSession() {
        long wanted = asked.sessionExpiry().toSeconds();
        long given = Objects.requireNonNullElse(granted.getSessionExpiryInterval(), wanted);
        return mayKeepSession() && given > 0 && given <= wanted;
    }

    /**
     * Whether there is any sign that the broker reads properties. A broker that takes a CONNECT of MQTT 5 for an
     * older one would keep a session forever, and does not understand a DISCONNECT that ends it.
     */
    private boolean supportsMqtt5() {
        return Stream.of(
                        granted.getReceiveMaximum(),
                        granted.getMaximumPacketSize(),
                        granted.getTopicAliasMaximum(),
                        granted.getSessionExpiryInterval(),
                        granted.getServerKeepAlive())
                .anyMatch(Objects::nonNull);
    }

    /**
     * Whether the broker seems to be Artemis. Artemis 2.55 publishes the will of a client whose session it keeps when
     * the session ends, and not, as MQTT 5 requires (3.1.2.5), when the connection ends; asked to delay the will by a
     * second it does so.
     */
    boolean isArtemis() {
        return Objects.equals(granted.getMaximumPacketSize(), BrokerLimits.LARGEST_PACKET)
                && unsigned(granted.getTopicAliasMaximum()).equals(Optional.of(ARTEMIS_ALIASES));
    }
}
