package dev.chorus.mqtt.api;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a broker listens.
 *
 * @param host a name or an address; IPv6 in brackets
 * @param port 1 to 65535
 * @param secure whether the connection is TLS
 */
public record BrokerAddress(String host, int port, boolean secure) {

    private static final Pattern URL = Pattern.compile(
            "(?<scheme>mqtts?|tcp|ssl)://(?<host>\\[[0-9A-Fa-f:.]+]|[^\\[\\]/:@?#\\s]+)(:(?<port>\\d{1,5}))?/?");

    private static final Set<String> SECURE = Set.of("mqtts", "ssl");
    private static final String ALLOWED =
            "allowed is mqtt://host:port or tcp://host:port, and with TLS mqtts://host:port or"
                    + " ssl://host:port; the port may be left out (1883, with TLS 8883)";

    /**
     * Reads a URL such as {@code mqtt://gateway:1883}.
     *
     * @throws IllegalArgumentException if it is none; the message names the field {@code brokerUrl}, its value without what
     *     could be a secret, and what is allowed
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
        return new IllegalArgumentException("brokerUrl is \"" + shown + "\", " + ALLOWED);
    }

    /** As a URL, {@code mqtt://host:port} or {@code mqtts://host:port}. */
    @Override
    public String toString() {
        return (secure ? "mqtts://" : "mqtt://") + host + ":" + port;
    }
}
