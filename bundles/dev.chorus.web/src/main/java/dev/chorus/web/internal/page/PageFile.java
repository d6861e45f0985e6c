package dev.chorus.web.internal.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds the page's bytes and response headers. The policy admits the one script and the one style sheet of the file
 * by their hashes, connections to the gateway itself, and pictures that the script has loaded; nothing else.
 * Immutable.
 */
final class PageFile {

    static final String TYPE = "text/html; charset=utf-8";

    private static final String RESOURCE = "page.html";

    private final byte[] content;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private PageFile(byte[] content) {
        this.content = content;
        String text = new String(content, StandardCharsets.UTF_8);
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src " + hashes(text, "script") + "; style-src " + hashes(text, "style")
                        + "; img-src blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
    }

    /** Reads the page from this bundle. */
    static PageFile read() {
        try (InputStream in = PageFile.class.getResourceAsStream(RESOURCE)) {
            return new PageFile(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns UTF-8 text; not to be modified. */
    byte[] content() {
        return content;
    }

    /** Returns header names and values. */
    Map<String, String> headers() {
        return headers;
    }

    /** Returns the sources of a directive: the hash of each element's text, as CSP 3 defines it. */
    private static String hashes(String html, String element) {
        Matcher found = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(html);
        return found.results()
                .map(each -> "'sha256-" + Base64.getEncoder().encodeToString(sha256(each.group(1))) + "'")
                .collect(Collectors.joining(" "));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
