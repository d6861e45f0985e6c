package dev.chorus.mqtt.internal.paho;

import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.internal.BrokerLimits;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** What a broker grants in CONNACK, compared with what the link asked for (MQTT 5, section 3.2.2.3). */
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

    /** Paho reads two-byte numbers as signed ones: 65535 comes as -1. */
    private static Optional<Integer> unsigned(Integer number) {
        return Optional.ofNullable(number).map(read -> read & UNSIGNED_SHORT);
    }

    /**
     * The broker's keep-alive if that is shorter than the link's own. A longer one, or none at all, would leave a silent connection unnoticed,
     * and a client may always probe more often.
     */
    long keepAliveSeconds() {
        long own = asked.keepAlive().toSeconds();
        return Optional.ofNullable(granted.getServerKeepAlive())
                .filter(seconds -> seconds > 0)
                .map(seconds -> Math.min(own, seconds))
                .orElse(own);
    }

    /** Whether the broker may keep the session for any time, so that a DISCONNECT has to end it. */
    boolean mayKeepSession() {
        return !asked.sessionExpiry().isZero() && speaksMqtt5();
    }

    /** Whether it keeps the session, and not for longer than asked: that would bring messages that are too old. */
    boolean keepsSession() {
        long wanted = asked.sessionExpiry().toSeconds();
        long given = Objects.requireNonNullElse(granted.getSessionExpiryInterval(), wanted);
        return mayKeepSession() && given > 0 && given <= wanted;
    }

    /**
     * Whether there is any sign that the broker reads properties. One that takes CONNECT of MQTT 5 for an older one would keep a
     * session for ever, and does not understand a DISCONNECT that ends it.
     */
    private boolean speaksMqtt5() {
        return Stream.of(
                        granted.getReceiveMaximum(),
                        granted.getMaximumPacketSize(),
                        granted.getTopicAliasMaximum(),
                        granted.getSessionExpiryInterval(),
                        granted.getServerKeepAlive())
                .anyMatch(Objects::nonNull);
    }

    /**
     * Whether it is Artemis as far as that shows. Artemis 2.55 publishes the will of a client whose session it keeps when that ends,
     * and not, as MQTT 5 has it (3.1.2.5), when the connection does; asked to delay the will by a second it does so.
     */
    boolean isArtemis() {
        return Objects.equals(granted.getMaximumPacketSize(), BrokerLimits.LARGEST_PACKET)
                && unsigned(granted.getTopicAliasMaximum()).equals(Optional.of(ARTEMIS_ALIASES));
    }
}
