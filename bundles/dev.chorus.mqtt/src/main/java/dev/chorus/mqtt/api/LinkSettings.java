package dev.chorus.mqtt.api;

import dev.chorus.mqtt.internal.MqttText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where and how a link connects; made by a {@link LinkSettingsBuilder}, which documents the defaults.
 *
 * @param broker where the broker listens
 * @param clientId what the broker knows the client by, 1 to 256 characters; another client of the same id pushes this one
 *     off
 * @param user to log in as
 * @param password to log in with; copied in and out, in no text
 * @param socketFactory makes the sockets of a TLS connection; without it the platform's default does
 * @param keepAlive after how long a silent connection is probed, and the probe must be answered; whole seconds, 1 s to
 *     18 h
 * @param sessionExpiry how long the broker keeps what it has for this client when the connection breaks, whole seconds up to an hour;
 *     zero: not at all
 * @param resumesSession whether the first connection continues what an earlier link of this client id has left at the broker; otherwise
 *     the broker is to forget that
 * @param will what the broker publishes when this client vanishes
 * @param minBackoff the pause after the first failure
 * @param maxBackoff what pauses grow to
 * @param inFlightWindow how many publications may be on their way at once, 1 to 65535; the broker's receive maximum can
 *     make it smaller
 * @param bufferPublications how many publications are held that are not acknowledged
 * @param bufferBytes how many bytes those may have together; as many may wait for the handlers
 * @param inboxDeliveries how many deliveries may wait for their handlers
 * @param maxPacketBytes the largest packet taken from the broker, 1024 to 256 Mi; one that is larger it does not pass on
 * @param connectTimeout how long an attempt to connect may take
 * @param closeTimeout how long closing may take
 */
public record LinkSettings(
        BrokerAddress broker,
        String clientId,
        Optional<String> user,
        Optional<char[]> password,
        Optional<SSLSocketFactory> socketFactory,
        Duration keepAlive,
        Duration sessionExpiry,
        boolean resumesSession,
        Optional<Publication> will,
        Duration minBackoff,
        Duration maxBackoff,
        int inFlightWindow,
        int bufferPublications,
        long bufferBytes,
        int inboxDeliveries,
        int maxPacketBytes,
        Duration connectTimeout,
        Duration closeTimeout) {

    private static final Duration LONGEST = Duration.ofHours(18);
    private static final long LONGEST_SESSION_SECONDS = 3600;

    /**
     * @throws IllegalArgumentException if a setting is out of range; the message names it, its value and what is allowed
     */
    public LinkSettings {
        Objects.requireNonNull(broker, "broker");
        password = password.map(char[]::clone);
        check("length of clientId", clientId.length(), 1, 256);
        checkText("clientId", clientId);
        user.ifPresent(name -> checkText("user", name));
        check("keepAlive", keepAlive, Duration.ofSeconds(1));
        check("seconds of sessionExpiry", sessionExpiry.toSeconds(), 0, LONGEST_SESSION_SECONDS);
        check("minBackoff", minBackoff, Duration.ofMillis(1));
        check("maxBackoff", maxBackoff, minBackoff);
        check("inFlightWindow", inFlightWindow, 1, 0xFFFF);
        check("bufferPublications", bufferPublications, 1, 1_000_000);
        check("bufferBytes", bufferBytes, 1, Long.MAX_VALUE);
        check("inboxDeliveries", inboxDeliveries, 1, 1_000_000);
        check("maxPacketBytes", maxPacketBytes, 1024, 256 << 20);
        check("connectTimeout", connectTimeout, Duration.ofMillis(100));
        check("closeTimeout", closeTimeout, Duration.ofMillis(100));
    }

    /**
     * Begins settings.
     *
     * @param brokerUrl see {@link BrokerAddress#parse}
     * @param clientId 1 to 256 characters
     * @throws IllegalArgumentException if the URL is not one of a broker
     */
    public static LinkSettingsBuilder builder(String brokerUrl, String clientId) {
        return new LinkSettingsBuilder(BrokerAddress.parse(brokerUrl), clientId);
    }

    /** A copy of the password. */
    @Override
    public Optional<char[]> password() {
        return password.map(char[]::clone);
    }

    private static void checkText(String field, String text) {
        if (!MqttText.sendable(text)) {
            throw new IllegalArgumentException(
                    field + " is \"" + MqttText.cleaned(text) + "\", allowed is text without control characters");
        }
    }

    private static void check(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " is " + value + ", allowed is " + least + " to " + most);
        }
    }

    private static void check(String field, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(field + " is " + value + ", allowed is " + least + " to " + LONGEST);
        }
    }

    /** Broker, client id and user. */
    @Override
    public String toString() {
        return "LinkSettings[" + broker + ", client " + clientId
                + user.map(name -> ", user " + name).orElse("") + "]";
    }
}
