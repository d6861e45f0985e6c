package dev.chorus.mqtt.api;

import dev.chorus.mqtt.internal.MqttText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * Settings of a link: broker, credentials and limits. Built by a {@link LinkSettingsBuilder}, which documents the
 * defaults.
 *
 * @param broker address of the broker
 * @param clientId client id at the broker, 1 to 256 characters; a second client with the same id takes the session
 *     over
 * @param user user name for the broker; empty for anonymous access
 * @param password password for the broker; copied in and out, never part of a text
 * @param socketFactory creates the sockets of a TLS connection; empty: the default of the platform
 * @param keepAlive interval of silence after which the connection is probed, and limit for the broker's response;
 *     whole seconds, 1 s to 18 h
 * @param sessionExpiry how long the broker keeps the session after the connection breaks, whole seconds up to an
 *     hour; zero: not at all
 * @param resumesSession whether the first connection resumes the session of an earlier link with this client id;
 *     otherwise the broker discards that session
 * @param will message that the broker publishes when this client vanishes
 * @param minBackoff pause after the first failed attempt to connect
 * @param maxBackoff longest pause between attempts
 * @param inFlightWindow maximum number of unacknowledged publications, 1 to 65535; the broker's receive maximum can
 *     lower it
 * @param bufferPublications maximum number of publications held until they are acknowledged
 * @param bufferBytes maximum size of these publications together; also the limit for deliveries that wait for
 *     handlers
 * @param inboxDeliveries maximum number of deliveries that wait for handlers
 * @param maxPacketBytes maximum size of a packet from the broker, 1024 to 256 Mi; the broker drops larger messages
 * @param connectTimeout time limit for one attempt to connect
 * @param closeTimeout time limit for closing
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
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a setting is out of range; the message names it, the valid range and the
     *     given value
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
     * Returns a builder with the default settings.
     *
     * @param brokerUrl see {@link BrokerAddress#parse}
     * @param clientId 1 to 256 characters
     * @throws IllegalArgumentException if the URL is malformed
     */
    public static LinkSettingsBuilder builder(String brokerUrl, String clientId) {
        return new LinkSettingsBuilder(BrokerAddress.parse(brokerUrl), clientId);
    }

    /** Returns a copy of the password. */
    @Override
    public Optional<char[]> password() {
        return password.map(char[]::clone);
    }

    private static void checkText(String field, String text) {
        if (!MqttText.sendable(text)) {
            throw new IllegalArgumentException(
                    field + " must be text without control characters, was \"" + MqttText.cleaned(text) + "\"");
        }
    }

    private static void check(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " must be " + least + " to " + most + ", was " + value);
        }
    }

    private static void check(String field, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(field + " must be " + least + " to " + LONGEST + ", was " + value);
        }
    }

    /** Names broker, client id and user; never the password. */
    @Override
    public String toString() {
        return "LinkSettings[" + broker + ", client " + clientId
                + user.map(name -> ", user " + name).orElse("") + "]";
    }
}
