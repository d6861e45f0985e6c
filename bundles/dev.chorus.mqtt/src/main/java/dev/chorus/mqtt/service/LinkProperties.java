package dev.chorus.mqtt.service;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.family.Names;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link's part of a component's configuration. Equal properties need no new connection.
 *
 * @param brokerUrl as {@link BrokerAddress#parse} takes it
 * @param clientId name of the instance at the broker and in the status topic, valid in a topic
 * @param user null for anonymous access
 * @param password null without a password; do not modify
 * @param topicRoot first levels of all topics
 * @param tls TLS of a broker with TLS; empty: the default of the Java platform
 */
public record LinkProperties(
        String brokerUrl, String clientId, String user, char[] password, String topicRoot, Optional<LinkTls> tls) {

    private static final Logger LOG = LoggerFactory.getLogger(LinkProperties.class);

    private static final String DEFAULT_BROKER_URL = "mqtt://localhost:1883";
    private static final String TLS_ENABLED = "ssl.service.enabled";
    private static final String TLS_TARGET = "SslManagerService.target";
    private static final String KEY_ALIAS = "ssl.key.alias";

    /**
     * Reads {@code broker.url}, {@code client.id}, {@code user}, {@code password}, {@code topic.root}, and for a
     * broker with TLS {@code ssl.service.enabled}, {@code SslManagerService.target} and {@code ssl.key.alias}.
     *
     * @param reader collects a sentence for each mistake
     * @param component name of the component on its gateway, for the default client id
     * @param secrets supplies the name of the gateway, the password and TLS, where they are needed
     * @return empty if a mistake leaves no way to connect
     */
    public static Optional<LinkProperties> read(PropertyReader reader, String component, LinkSecrets secrets) {
        int problemsBefore = reader.problems().size();
        String brokerUrl = reader.text("broker.url", DEFAULT_BROKER_URL);
        String configuredId = reader.text("client.id", null);
        String clientId = configuredId == null ? ClientIds.of(secrets.gateway(), component) : configuredId;
        String user = reader.text("user", null);
        String topicRoot = reader.text("topic.root", Topics.DEFAULT_ROOT);
        char[] password = password(reader, secrets);
        check(reader, "topic.root", () -> new Topics(topicRoot, "family"));
        check(reader, "client.id", () -> Names.check("client id", clientId));
        check(reader, "user", () -> LinkSettings.builder(DEFAULT_BROKER_URL, "any")
                .user(user)
                .build());
        Optional<LinkTls> tls = check(reader, "broker.url", () -> BrokerAddress.parse(brokerUrl))
                .filter(BrokerAddress::secure)
                .flatMap(broker -> tls(reader, secrets));
        return reader.problems().size() > problemsBefore
                ? Optional.empty()
                : Optional.of(new LinkProperties(brokerUrl, clientId, user, password, topicRoot, tls));
    }

    private static Optional<LinkTls> tls(PropertyReader reader, LinkSecrets secrets) {
        if (!reader.flag(TLS_ENABLED, true)) {
            return Optional.empty();
        }
        Optional<String> target = ServiceTarget.read(reader, TLS_TARGET);
        String alias = reader.text(KEY_ALIAS, null);
        if (target.isEmpty()) {
            if (alias != null) {
                reader.problem(KEY_ALIAS + " needs " + TLS_TARGET + " to select the service with the key, was '" + alias
                        + "'");
            }
            return Optional.empty();
        }
        if (alias != null) {
            LOG.warn("{} is '{}': Kura 5.6 ignores it and presents any key of the key store", KEY_ALIAS, alias);
        }
        try {
            return Optional.of(secrets.tls(target.get(), alias));
        } catch (Exception e) {
            reader.problem(TLS_TARGET + " is '" + target.get() + "', " + KEY_ALIAS + " is '"
                    + (alias == null ? "" : alias) + "': " + e.getMessage());
            return Optional.empty();
        }
    }

    private static char[] password(PropertyReader reader, LinkSecrets secrets) {
        Object configured = reader.secret("password");
        if (configured == null || "".equals(configured)) {
            return null;
        }
        try {
            return secrets.password(configured);
        } catch (Exception e) {
            reader.problem("password cannot be decrypted: it must be saved on this gateway");
            return null;
        }
    }

    private static <T> Optional<T> check(PropertyReader reader, String property, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (IllegalArgumentException e) {
            reader.problem(property + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Whether a client with the other properties has the same session at the broker, with topics below the same root.
     */
    public boolean sharesSessionWith(LinkProperties other) {
        return brokerUrl.equals(other.brokerUrl)
                && clientId.equals(other.clientId)
                && topicRoot.equals(other.topicRoot);
    }

    /** Returns a settings builder with broker, client id, user, password and TLS. */
    public LinkSettingsBuilder settings() {
        return settings(clientId);
    }

    /** Returns a settings builder for another connection of this instance. */
    public LinkSettingsBuilder settings(String otherClientId) {
        return LinkSettings.builder(brokerUrl, otherClientId)
                .user(user)
                .password(password)
                .socketFactory(tls.map(LinkTls::sockets).orElse(null));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkProperties that
                && brokerUrl.equals(that.brokerUrl)
                && clientId.equals(that.clientId)
                && Objects.equals(user, that.user)
                && Arrays.equals(password, that.password)
                && topicRoot.equals(that.topicRoot)
                && tls.equals(that.tls);
    }

    @Override
    public int hashCode() {
        return Objects.hash(brokerUrl, clientId, user, topicRoot, tls);
    }

    @Override
    public String toString() {
        return "LinkProperties[" + brokerUrl + ", client " + clientId + ", root " + topicRoot + "]";
    }
}
