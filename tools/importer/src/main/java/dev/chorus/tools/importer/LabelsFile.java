package dev.chorus.tools.importer;

import dev.chorus.tools.files.InputFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Reads a file of class names: UTF-8, or UTF-16 with a byte order mark. */
final class LabelsFile {

    private static final int MARK = 0xFEFF;

    private LabelsFile() {}

    /**
     * Reads labels.
     *
     * @param classes how many the model has, where that is known; tells a header line from a label
     * @throws IllegalArgumentException if the text has none of the forms of {@link LabelText}
     * @throws IOException if the file cannot be read
     */
    static LabelList read(Path file, OptionalInt classes) throws IOException {
        try {
            return LabelText.parse(text(file), classes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = InputFile.bytes(file);
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        if (mark == MARK || mark == Integer.reverseBytes(MARK) >>> 16) {
            // PowerShell writes so.
            Charset charset = mark == MARK ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
            return new String(bytes, 2, bytes.length - 2, charset);
        }
        String text = InputFile.text(file);
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }
}
