package dev.chorus.tools.testgateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a multipart form of one file, refusing whatever is not exactly as RFC 2046, section 5.1, and RFC 7578 have it. */
final class UploadForm {

    private static final Pattern CONTENT_TYPE =
            Pattern.compile("multipart/form-data; boundary=(?<boundary>[A-Za-z0-9'()+_,./:=?-]{1,70})");
    private static final Pattern DISPOSITION =
            Pattern.compile("Content-Disposition: form-data; name=\"file\"; filename=\"[^\"\\r\\n]+\\.dp\"");
    private static final String END_OF_HEADERS = "\r\n\r\n";

    private UploadForm() {}

    /**
     * The bytes of the file.
     *
     * @param contentType the request's header
     * @throws IOException if it is anything but a form of one part {@code file}
     */
    static byte[] file(String contentType, byte[] body) throws IOException {
        Matcher type = CONTENT_TYPE.matcher(String.valueOf(contentType));
        require(type.matches(), "content type " + contentType);
        String boundary = "--" + type.group("boundary");
        // One byte is one character, so positions are those of the bytes.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        require(text.startsWith(boundary + "\r\n"), "no boundary at the beginning");
        String end = "\r\n" + boundary + "--\r\n";
        require(text.endsWith(end), "no boundary at the end");
        int from = text.indexOf(END_OF_HEADERS);
        int to = body.length - end.length();
        require(from > 0 && from + END_OF_HEADERS.length() <= to, "no end of the headers");
        String[] headers = text.substring(boundary.length() + 2, from).split("\r\n");
        require(DISPOSITION.matcher(headers[0]).matches(), headers[0]);
        int begin = from + END_OF_HEADERS.length();
        require(!text.substring(begin, to).contains("\r\n" + boundary), "more than one part");
        return Arrays.copyOfRange(body, begin, to);
    }

    private static void require(boolean right, String problem) throws IOException {
        if (!right) {
            throw new IOException("bad form: " + problem);
        }
    }
}
