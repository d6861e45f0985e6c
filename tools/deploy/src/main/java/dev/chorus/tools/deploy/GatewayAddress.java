package dev.chorus.tools.deploy;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a gateway's REST services are.
 *
 * @param services ends in {@code /services}
 */
public record GatewayAddress(URI services) {

    private static final Pattern URL = Pattern.compile(
            "(?<scheme>https?)://(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:(?<port>\\d{1,5}))?(?<path>(/[A-Za-z0-9._~-]+)*)/*(?<shown>[?#].*)?",
            Pattern.CASE_INSENSITIVE);

    /** What follows the address of the gateway where its console is. */
    private static final Pattern CONSOLE = Pattern.compile("/admin(/.*)?$");

    private static final String SERVICES = "/services";
    private static final int MAX_PORT = 0xFFFF;

    /**
     * Reads what people type: {@code https://HOST[:PORT]}, with or without a slash, {@code /services} or {@code
     * /admin/console} behind it.
     *
     * @throws IllegalArgumentException if it is none; the message begins with {@code gateway}, and names the value without what could
     *     be a secret, and what is allowed
     */
    public static GatewayAddress parse(String url) {
        Matcher parts = URL.matcher(url.trim());
        if (!parts.matches() || !isPort(parts.group("port")) || isNoConsole(parts)) {
            throw new IllegalArgumentException("gateway is '" + url.replaceFirst("//[^/]*@", "//...@")
                    + "', allowed is https://HOST[:PORT] or http://HOST[:PORT], maybe with " + SERVICES);
        }
        String path = CONSOLE.matcher(parts.group("path")).replaceFirst("");
        String port = parts.group("port") == null ? "" : ":" + parts.group("port");
        return new GatewayAddress(URI.create(parts.group("scheme").toLowerCase(Locale.ROOT) + "://"
                + parts.group("host") + port + (path.endsWith(SERVICES) ? path : path + SERVICES)));
    }

    /** What the browser adds to the console's address does no harm; behind another it is a mistake. */
    private static boolean isNoConsole(Matcher parts) {
        return parts.group("shown") != null
                && !CONSOLE.matcher(parts.group("path")).find();
    }

    private static boolean isPort(String text) {
        return text == null || Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MAX_PORT;
    }

    /** Whether everything sent there, the password too, can be read on the way. */
    public boolean isOpen() {
        return services.getScheme().equals("http");
    }

    /**
     * The URI of a call.
     *
     * @param path from {@code /services} on, with its first slash
     */
    URI at(String path) {
        return URI.create(services + path);
    }

    /** As people name it: without {@code /services}. */
    @Override
    public String toString() {
        String all = services.toString();
        return all.substring(0, all.length() - SERVICES.length());
    }
}
