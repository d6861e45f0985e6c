package dev.chorus.mqtt.api;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Collects {@link LinkSettings}; for one thread. */
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

    /** To log in as; null or blank: nobody, the default. */
    public LinkSettingsBuilder user(String name) {
        user = Optional.ofNullable(name).filter(text -> !text.isBlank());
        return this;
    }

    /** To log in with, copied; null or empty: none, the default. */
    public LinkSettingsBuilder password(char[] secret) {
        password = Optional.ofNullable(secret).filter(text -> text.length > 0).map(char[]::clone);
        return this;
    }

    /** Makes the sockets of a TLS connection; null, the default: the platform's. */
    public LinkSettingsBuilder socketFactory(SSLSocketFactory factory) {
        socketFactory = Optional.ofNullable(factory);
        return this;
    }

    /** After how long silence is probed; 20 s by default. */
    public LinkSettingsBuilder keepAlive(Duration time) {
        keepAlive = time;
        return this;
    }

    /**
     * How long the broker keeps what it has for this client when the connection breaks; 10 s by default, zero: not at all. Longer than
     * the pause before a connection stands again, and not much longer than what is kept is of use.
     */
    public LinkSettingsBuilder sessionExpiry(Duration time) {
        sessionExpiry = time;
        return this;
    }

    /**
     * Continues the session that an earlier link of this client id has left at the broker, such as one that was {@linkplain
     * MqttLink#suspend suspended} or whose process has ended; by default the first connection starts clean. All handlers must be subscribed
     * before {@link MqttLink#start}: what waits in the session is delivered as soon as the connection stands.
     */
    public LinkSettingsBuilder resumeSession() {
        resumesSession = true;
        return this;
    }

    /** What the broker publishes when the client vanishes; null, the default: nothing. */
    public LinkSettingsBuilder will(Publication publication) {
        will = Optional.ofNullable(publication);
        return this;
    }

    /** The pause after the first failure and what pauses grow to; 0.25 s and 30 s by default. */
    public LinkSettingsBuilder backoff(Duration min, Duration max) {
        minBackoff = min;
        maxBackoff = max;
        return this;
    }

    /** How many publications may be on their way at once; 32 by default, or as many as the broker takes. */
    public LinkSettingsBuilder inFlightWindow(int publications) {
        inFlightWindow = publications;
        return this;
    }

    /** How many publications are held that are not acknowledged, and their bytes; 1000 and 32 MiB by default. */
    public LinkSettingsBuilder buffer(int publications, long bytes) {
        bufferPublications = publications;
        bufferBytes = bytes;
        return this;
    }

    /** How many deliveries may wait for their handlers; 1000 by default. */
    public LinkSettingsBuilder inboxDeliveries(int deliveries) {
        inboxDeliveries = deliveries;
        return this;
    }

    /** The largest packet taken from the broker; 16 MiB by default. */
    public LinkSettingsBuilder maxPacketBytes(int bytes) {
        maxPacketBytes = bytes;
        return this;
    }

    /** How long an attempt to connect may take; 10 s by default. */
    public LinkSettingsBuilder connectTimeout(Duration time) {
        connectTimeout = time;
        return this;
    }

    /** How long closing may take; 3 s by default. */
    public LinkSettingsBuilder closeTimeout(Duration time) {
        closeTimeout = time;
        return this;
    }

    /**
     * The settings as collected so far.
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
