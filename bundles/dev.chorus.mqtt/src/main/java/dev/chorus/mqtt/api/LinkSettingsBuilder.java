package dev.chorus.mqtt.api;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Builds {@link LinkSettings}. Not thread-safe. */
public final class LinkSettingsBuilder {

    private final BrokerAddress broker;
    private final String clientId;
    private Optional<String> user = Optional.empty();
    private Optional<char[]> password = Optional.empty();
    private Optional<SSLSocketFactory> socketFactory = Optional.empty();
    private Duration keepAlive = Duration.ofSeconds(20);
    private Duration sessionExpiry = Duration.ofSeconds(10);
    private boolean resumesSession;
    private Optional<Publication> will = Optional.empty();
    private Duration minBackoff = Duration.ofMillis(250);
    private Duration maxBackoff = Duration.ofSeconds(30);
    private int inFlightWindow = 32;
    private int bufferPublications = 1000;
    private long bufferBytes = 32L << 20;
    private int inboxDeliveries = 1000;
    private int maxPacketBytes = 16 << 20;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration closeTimeout = Duration.ofSeconds(3);

    LinkSettingsBuilder(BrokerAddress broker, String clientId) {
        this.broker = broker;
        this.clientId = clientId;
    }

    /** Sets the user name; null or blank, the default: anonymous access. */
    public LinkSettingsBuilder user(String name) {
        user = Optional.ofNullable(name).filter(text -> !text.isBlank());
        return this;
    }

    /** Sets the password, which is copied; null or empty, the default: none. */
    public LinkSettingsBuilder password(char[] secret) {
        password = Optional.ofNullable(secret).filter(text -> text.length > 0).map(char[]::clone);
        return this;
    }

    /** Sets the factory for the sockets of a TLS connection; null, the default: the factory of the platform. */
    public LinkSettingsBuilder socketFactory(SSLSocketFactory factory) {
        socketFactory = Optional.ofNullable(factory);
        return this;
    }

    /** Sets the interval of silence after which the connection is probed; default 20 s. */
    public LinkSettingsBuilder keepAlive(Duration time) {
        keepAlive = time;
        return this;
    }

    /**
     * Sets how long the broker keeps the session after the connection breaks; default 10 s, zero: not at all. Should
     * exceed the pause before a reconnect, and not by much the time for which the waiting messages are of use.
     */
    public LinkSettingsBuilder sessionExpiry(Duration time) {
        sessionExpiry = time;
        return this;
    }

    /**
     * Resumes the session of an earlier link with this client id, such as one that was {@linkplain MqttLink#suspend
     * suspended} or whose process ended; by default the first connection starts clean. Subscribe all handlers before
     * {@link MqttLink#start}: messages that wait in the session are delivered as soon as the connection is
     * established.
     */
    public LinkSettingsBuilder resumeSession() {
        resumesSession = true;
        return this;
    }

    /** Sets the message that the broker publishes when the client vanishes; null, the default: none. */
    public LinkSettingsBuilder will(Publication publication) {
        will = Optional.ofNullable(publication);
        return this;
    }

    /** Sets the pause after the first failed attempt and the longest pause; default 0.25 s and 30 s. */
    public LinkSettingsBuilder backoff(Duration min, Duration max) {
        minBackoff = min;
        maxBackoff = max;
        return this;
    }

    /**
     * Sets the maximum number of unacknowledged publications; default 32. The broker's receive maximum can lower it.
     */
    public LinkSettingsBuilder inFlightWindow(int publications) {
        inFlightWindow = publications;
        return this;
    }

    /**
     * Sets the maximum number of publications held until they are acknowledged, and their size in bytes; default 1000
     * and 32 MiB.
     */
    public LinkSettingsBuilder buffer(int publications, long bytes) {
        bufferPublications = publications;
        bufferBytes = bytes;
        return this;
    }

    /** Sets the maximum number of deliveries that wait for handlers; default 1000. */
    public LinkSettingsBuilder inboxDeliveries(int deliveries) {
        inboxDeliveries = deliveries;
        return this;
    }

    /** Sets the maximum size of a packet from the broker; default 16 MiB. */
    public LinkSettingsBuilder maxPacketBytes(int bytes) {
        maxPacketBytes = bytes;
        return this;
    }

    /** Sets the time limit for one attempt to connect; default 10 s. */
    public LinkSettingsBuilder connectTimeout(Duration time) {
        connectTimeout = time;
        return this;
    }

    /** Sets the time limit for closing; default 3 s. */
    public LinkSettingsBuilder closeTimeout(Duration time) {
        closeTimeout = time;
        return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if a setting is out of range
     */
    public LinkSettings build() {
        return new LinkSettings(
                broker,
                clientId,
                user,
                password,
                socketFactory,
                keepAlive,
                sessionExpiry,
                resumesSession,
                will,
                minBackoff,
                maxBackoff,
                inFlightWindow,
                bufferPublications,
                bufferBytes,
                inboxDeliveries,
                maxPacketBytes,
                connectTimeout,
                closeTimeout);
    }
}
