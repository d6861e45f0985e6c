package dev.chorus.tools.packaging;

import java.nio.charset.StandardCharsets;

/**
 * A manifest with its headers and sections in the order in which they are added; {@link java.util.jar.Manifest} writes sections in
 * no order, but a deployment package's must be in the order of its files.
 */
final class ManifestText {

    /** The JAR specification's limit, line end aside. */
    private static final int MAX_LINE_BYTES = 70;

    private final StringBuilder text = new StringBuilder();

    ManifestText() {
        header("Manifest-Version", "1.0");
    }

    /** Begins a section of its own for a file of the archive. */
    ManifestText section(String fileName) {
        text.append("\r\n");
        return header("Name", fileName);
    }

    /**
     * Adds a header to the main section, or to the section begun last.
     *
     * @param value without line ends
     * @throws IllegalArgumentException if the value has one
     */
    ManifestText header(String name, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(name + " is '" + value + "', allowed is one line");
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

    /** The manifest as it is in the file; it ends with an empty line. */
    @Override
    public String toString() {
        return text + "\r\n";
    }
}
