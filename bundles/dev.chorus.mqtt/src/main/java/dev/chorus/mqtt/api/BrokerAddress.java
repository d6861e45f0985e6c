package dev.chorus.mqtt.api;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address of a broker.
 *
 * @param host host name or IP address; IPv6 in brackets
 * @param port 1 to 65535
 * @param secure whether the connection uses TLS
 */
public record BrokerAddress(String host, int port, boolean secure) {

    private static final Pattern URL = Pattern.compile(
            "(?<scheme>mqtts?|tcp|ssl)://(?<host>\\[[0-9A-Fa-f:.]+]|[^\\[\\]/:@?#\\s]+)(:(?<port>\\d{1,5}))?/?");

    private static final Set<String> SECURE = Set.of("mqtts", "ssl");
    private static final String REQUIRED =
            "brokerUrl must be mqtt://host:port or tcp://host:port, with TLS mqtts://host:port or"
                    + " ssl://host:port (default port 1883, with TLS 8883), was \"";

    /**
     * Parses a URL such as {@code mqtt://gateway:1883}.
     *
     * @throws IllegalArgumentException if the URL is malformed; the message names the field {@code brokerUrl}, the
     *     required format and the given value without user information
     */
    public static BrokerAddress parse(String url) {
        Matcher parts = URL.matcher(url.trim());
        if (!parts.matches()) {
            throw refused(url);
        }
        boolean secure = SECURE.contains(parts.group("scheme"));
        int port = parts.group("port") == null ? (secure ? 8883 : 1883) : Integer.parseInt(parts.group("port"));
        if (port < 1 || port > 0xFFFF) {
            throw refused(url);
        }
        return new BrokerAddress(parts.group("host"), port, secure);
    }

    private static IllegalArgumentException refused(String url) {
        String shown = url.replaceFirst("//[^/]*@", "//...@");
        return new IllegalArgumentException(REQUIRED + shown + "\"");
    }

    /** Returns the URL, {@code mqtt://host:port} or {@code mqtts://host:port}. */
    @Override
    public String toString() {
        return (secure ? "mqtts://" : "mqtt://") + host + ":" + port;
    }
}
