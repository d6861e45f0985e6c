package dev.chorus.web.internal.rest;

import dev.chorus.core.peer.PeerText;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks where a call comes from, by headers that browsers set and pages cannot. Rejects calls that a page of another
 * site makes a browser send, with any session or password that the browser has. Without a login it also rejects calls
 * by a host name that such a page may have had resolved to this machine (DNS rebinding). Programs set none of these
 * headers and are not affected. Immutable.
 *
 * @param host the header {@code Host}
 * @param forwardedHost {@code X-Forwarded-Host}, which a reverse proxy sets and a page of another site cannot
 * @param origin {@code Origin}
 * @param fetchSite {@code Sec-Fetch-Site} (W3C Fetch Metadata), which browsers send over HTTPS and to the same
 *     machine
 * @param loggedIn whether the caller is authenticated
 */
public record CallSource(String host, String forwardedHost, String origin, String fetchSite, boolean loggedIn) {

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final int SHOWN = 80;

    /**
     * @throws CallFailure 403 if a page of another site makes the call, or the call uses the host name of another
     *     site
     */
    public void check() throws CallFailure {
        if (isOfAnotherSite()) {
            String shown = origin == null ? "Sec-Fetch-Site: " + fetchSite : "Origin: " + origin;
            throw new CallFailure(
                    403,
                    "foreign-origin",
                    "calls must come from the gateway's own page or from a program, this call has "
                            + PeerText.escaped(shown, SHOWN));
        }
        if (!loggedIn && !isAddress(host)) {
            throw new CallFailure(
                    403,
                    "foreign-host",
                    "without a login, Host must be an IP address or localhost, was " + PeerText.escaped(host, SHOWN));
        }
    }

    private boolean isOfAnotherSite() {
        if (fetchSite != null) {
            return !OWN_SITE.contains(fetchSite);
        }
        return origin != null && !isAuthority(host) && !isAuthority(forwardedHost);
    }

    private boolean isAuthority(String own) {
        int scheme = origin.indexOf("://");
        return own != null && scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(own);
    }

    /**
     * Returns whether another site cannot own the host name: it is an address or localhost. Without a host name the
     * call is not from a browser.
     */
    public static boolean isAddress(String host) {
        if (host == null) {
            return true;
        }
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.startsWith("[")
                || IPV4.matcher(name).matches();
    }
}
