package dev.chorus.mqtt.service;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The link's part of a component's configuration. Two equal ones need no new connection.
 *
 * @param brokerUrl as {@link BrokerAddress#parse} takes it
 * @param clientId what the broker and the status topic know the instance by, as topics allow
 * @param user null where nobody logs in
 * @param password null where none is needed; not to be changed
 * @param topicRoot what all topics begin with
 */
public record LinkProperties(String brokerUrl, String clientId, String user, char[] password, String topicRoot) {

    private static final String DEFAULT_BROKER_URL = "mqtt://localhost:1883";

    /**
     * Reads {@code broker.url}, {@code client.id}, {@code user}, {@code password} and {@code topic.root}.
     *
     * @param reader gets a sentence for each mistake
     * @param defaultClientId where none is configured
     * @param decrypt turns the password as configured into plain text; what it throws becomes a problem without details
     * @return empty where a mistake leaves no way to connect
     */
    public static Optional<LinkProperties> read(
            PropertyReader reader, String defaultClientId, Function<Object, char[]> decrypt) {
        int problemsBefore = reader.problems().size();
        String brokerUrl = reader.text("broker.url", DEFAULT_BROKER_URL);
        String clientId = reader.text("client.id", defaultClientId);
        String user = reader.text("user", null);
        String topicRoot = reader.text("topic.root", Topics.DEFAULT_ROOT);
        char[] password = password(reader, decrypt);
        check(reader, () -> BrokerAddress.parse(brokerUrl));
        check(reader, () -> new Topics(topicRoot, "family").status(Status.Kind.VARIANT, clientId));
        return reader.problems().size() > problemsBefore
                ? Optional.empty()
                : Optional.of(new LinkProperties(brokerUrl, clientId, user, password, topicRoot));
    }

    private static char[] password(PropertyReader reader, Function<Object, char[]> decrypt) {
        Object configured = reader.secret("password");
        if (configured == null || "".equals(configured)) {
            return null;
        }
        try {
            return decrypt.apply(configured);
        } catch (RuntimeException e) {
            reader.problem("password cannot be decrypted, allowed is a password saved by this gateway");
            return null;
        }
    }

    private static void check(PropertyReader reader, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            reader.problem(e.getMessage());
        }
    }

    /** Begins settings with broker, client id, user and password. */
    public LinkSettingsBuilder settings() {
        return LinkSettings.builder(brokerUrl, clientId).user(user).password(password);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkProperties that
                && brokerUrl.equals(that.brokerUrl)
                && clientId.equals(that.clientId)
                && Objects.equals(user, that.user)
                && Arrays.equals(password, that.password)
                && topicRoot.equals(that.topicRoot);
    }

    @Override
    public int hashCode() {
        return Objects.hash(brokerUrl, clientId, user, topicRoot);
    }

    @Override
    public String toString() {
        return "LinkProperties[" + brokerUrl + ", client " + clientId + ", root " + topicRoot + "]";
    }
}
