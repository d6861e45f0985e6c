package dev.chorus.tools.deploy;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address of a gateway's REST services.
 *
 * @param services URI that ends in {@code /services}
 */
public record GatewayAddress(URI services) {

    private static final Pattern URL = Pattern.compile(
            "(?<scheme>https?)://(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:(?<port>\\d{1,5}))?(?<path>(/[A-Za-z0-9._~-]+)*)/*(?<shown>[?#].*)?",
            Pattern.CASE_INSENSITIVE);

    /** Path of the console. */
    private static final Pattern CONSOLE = Pattern.compile("/admin(/.*)?$");

    private static final String SERVICES = "/services";
    private static final int MAX_PORT = 0xFFFF;

    /**
     * Parses {@code https://HOST[:PORT]}, with or without a slash, {@code /services} or {@code /admin/console} behind
     * it.
     *
     * @throws IllegalArgumentException if it is invalid; the message begins with {@code gateway}, and names the
     *     required form and the value without credentials
     */
    public static GatewayAddress parse(String url) {
        Matcher parts = URL.matcher(url.trim());
        if (!parts.matches() || !isPort(parts.group("port")) || isNoConsole(parts)) {
            throw new IllegalArgumentException(
                    "gateway must be https://HOST[:PORT] or http://HOST[:PORT], optionally with " + SERVICES + ", was '"
                            + url.replaceFirst("//[^/]*@", "//...@") + "'");
        }
        String path = CONSOLE.matcher(parts.group("path")).replaceFirst("");
        String port = parts.group("port") == null ? "" : ":" + parts.group("port");
        return new GatewayAddress(URI.create(parts.group("scheme").toLowerCase(Locale.ROOT) + "://"
                + parts.group("host") + port + (path.endsWith(SERVICES) ? path : path + SERVICES)));
    }

    /** A browser may append a query to the console's address, which is ignored; after another path it is an error. */
    private static boolean isNoConsole(Matcher parts) {
        return parts.group("shown") != null
                && !CONSOLE.matcher(parts.group("path")).find();
    }

    private static boolean isPort(String text) {
        return text == null || Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MAX_PORT;
    }

    /** Returns whether the connection is unencrypted, so that data and passwords can be read in transit. */
    public boolean isOpen() {
        return services.getScheme().equals("http");
    }

    /**
     * Returns the URI of a call.
     *
     * @param path path below {@code /services}, with a leading slash
     */
    URI at(String path) {
        return URI.create(services + path);
    }

    /** Returns the address without {@code /services}. */
    @Override
    public String toString() {
        String all = services.toString();
        return all.substring(0, all.length() - SERVICES.length());
    }
}
