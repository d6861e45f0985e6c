package dev.chorus.tools.benchmark.rig;

import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.LoopbackKey;
import java.util.Map;
import java.util.Optional;

/**
 * How clients reach a broker.
 *
 * @param url where the way to it begins
 * @param key of its TLS, which clients trust and show; empty without TLS
 */
public record BrokerReach(String url, Optional<LoopbackKey> key) {

    /** Straight to a broker, with TLS if there is a key. */
    public static BrokerReach of(Broker broker, Optional<LoopbackKey> key) {
        return new BrokerReach(key.isPresent() ? broker.tlsUrl() : broker.url(), key);
    }

    /** By another way. */
    public BrokerReach by(String otherUrl) {
        return new BrokerReach(otherUrl, key);
    }

    /** Begins the settings of a client. */
    LinkSettingsBuilder client(String id) {
        return LinkSettings.builder(url, id)
                .socketFactory(key.map(own -> own.context().getSocketFactory()).orElse(null));
    }

    /** What makes a gateway's process trust and show the key: the properties of the Java platform, as where no SSL service is configured. */
    Map<String, String> environment() {
        return key.map(own -> Map.of(
                        "JAVA_TOOL_OPTIONS",
                        "-Djavax.net.ssl.trustStore=%1$s -Djavax.net.ssl.trustStorePassword=%2$s -Djavax.net.ssl.keyStore=%1$s -Djavax.net.ssl.keyStorePassword=%2$s"
                                .formatted(own.store().toAbsolutePath(), own.password())))
                .orElse(Map.of());
    }
}
