package dev.chorus.web.internal.rest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the first file of a form (RFC 7578): the part that has a file name or is named {@code picture}. The JAX-RS
 * implementation of Kura does not parse forms.
 */
final class Multipart {

    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private Multipart() {}

    static boolean isForm(String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /**
     * Finds the file.
     *
     * @return empty if there is none, or the form is malformed
     */
    static Optional<byte[]> file(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return Optional.empty();
        }
        String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        byte[] delimiter = ("--" + name).getBytes(StandardCharsets.ISO_8859_1);
        byte[] next = ("\r\n--" + name).getBytes(StandardCharsets.ISO_8859_1);
        int at = find(body, delimiter, 0);
        while (at >= 0) {
            int head = at + delimiter.length;
            int endOfHead = find(body, END_OF_HEAD, head);
            int end = endOfHead < 0 ? -1 : find(body, next, endOfHead + END_OF_HEAD.length - 2);
            if (end < 0) {
                return Optional.empty();
            }
            String headers = new String(body, head, endOfHead - head, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
            int begin = endOfHead + END_OF_HEAD.length;
            if (headers.contains("filename=") || headers.contains("name=\"picture\"")) {
                byte[] file = new byte[Math.max(0, end - begin)];
                System.arraycopy(body, begin, file, 0, file.length);
                return Optional.of(file);
            }
            at = end + 2;
        }
        return Optional.empty();
    }

    private static int find(byte[] in, byte[] what, int from) {
        for (int at = Math.max(0, from); at <= in.length - what.length; at++) {
            int same = 0;
            while (same < what.length && in[at + same] == what[same]) {
                same++;
            }
            if (same == what.length) {
                return at;
            }
        }
        return -1;
    }
}
