package dev.chorus.tools.packaging;

import java.nio.charset.StandardCharsets;

/**
 * Manifest with headers and sections in the order of their addition; {@link java.util.jar.Manifest} has no order of
 * sections, but a deployment package requires the order of its files.
 */
final class ManifestText {

    /** Limit of the JAR specification, without line end. */
    private static final int MAX_LINE_BYTES = 70;

    private final StringBuilder text = new StringBuilder();

    ManifestText() {
        header("Manifest-Version", "1.0");
    }

    /** Starts a section for a file of the archive. */
    ManifestText section(String fileName) {
        text.append("\r\n");
        return header("Name", fileName);
    }

    /**
     * Adds a header to the main section, or to the section started last.
     *
     * @param value without line ends
     * @throws IllegalArgumentException if the value contains a line end
     */
    ManifestText header(String name, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(name + " must be one line, was '" + value + "'");
        }
        int lineBytes = 0;
        String line = name + ": " + value;
        for (int at = 0; at < line.length(); at += Character.charCount(line.codePointAt(at))) {
            String character = Character.toString(line.codePointAt(at));
            int bytes = character.getBytes(StandardCharsets.UTF_8).length;
            if (lineBytes + bytes > MAX_LINE_BYTES) {
                text.append("\r\n ");
                lineBytes = 1;
            }
            text.append(character);
            lineBytes += bytes;
        }
        text.append("\r\n");
        return this;
    }

    /** Returns the manifest's text; it ends with an empty line. */
    @Override
    public String toString() {
        return text + "\r\n";
    }
}
