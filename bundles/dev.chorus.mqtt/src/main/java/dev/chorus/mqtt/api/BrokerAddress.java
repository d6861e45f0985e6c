package dev.chorus.mqtt.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Where a broker listens.
 *
 * @param host a name or an address; IPv6 in brackets
 * @param port 1 to 65535
 * @param secure whether the connection is TLS
 */
public record BrokerAddress(String host, int port, boolean secure) {

    private static final Set<String> PLAIN = Set.of("mqtt", "tcp");
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
        URI uri;
        try {
            uri = new URI(url.trim());
        } catch (URISyntaxException e) {
            throw refused(url);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        boolean secure = SECURE.contains(scheme);
        boolean bare = uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && ("".equals(uri.getRawPath()) || "/".equals(uri.getRawPath()));
        if (!(secure || PLAIN.contains(scheme)) || uri.getHost() == null || !bare) {
            throw refused(url);
        }
        int port = uri.getPort() == -1 ? (secure ? 8883 : 1883) : uri.getPort();
        if (port < 1 || port > 0xFFFF) {
            throw refused(url);
        }
        return new BrokerAddress(uri.getHost(), port, secure);
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
