package dev.chorus.web.internal.rest;

import dev.chorus.core.peer.PeerText;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a call comes from, by headers that browsers set and pages cannot. Refuses calls that a page of another site makes a browser send,
 * with whatever session or password the browser has, and, where no one logs in, calls by a name that such a page may have had resolved to
 * this machine (DNS rebinding). Programs set none of these headers and are not concerned. Immutable.
 *
 * @param host the header {@code Host}
 * @param forwardedHost {@code X-Forwarded-Host}, which a reverse proxy sets and a page of another site cannot
 * @param origin {@code Origin}
 * @param fetchSite {@code Sec-Fetch-Site} (W3C Fetch Metadata), which browsers send by HTTPS and to the own machine
 * @param loggedIn whether the caller is known
 */
public record CallSource(String host, String forwardedHost, String origin, String fetchSite, boolean loggedIn) {

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final int SHOWN = 80;

    /** @throws CallFailure 403 if the call is of another site's page, or by another site's name */
    public void check() throws CallFailure {
        if (isOfAnotherSite()) {
            String shown = origin == null ? "Sec-Fetch-Site: " + fetchSite : "Origin: " + origin;
            throw new CallFailure(
                    403,
                    "foreign-origin",
                    "calls must come from the gateway's own page or from a program, this one has "
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

    /** Whether a name is none that another site can own: an address, or localhost. Absent it is of no browser. */
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
