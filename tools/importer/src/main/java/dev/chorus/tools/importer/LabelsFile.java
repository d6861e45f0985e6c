package dev.chorus.tools.importer;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.chorus.core.family.LabelSet;
import dev.chorus.tools.files.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Class names in the order of a classifier's outputs: one a line, or a JSON array of strings. UTF-8. */
final class LabelsFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private LabelsFile() {}

    /**
     * Reads labels.
     *
     * @throws IllegalArgumentException if they are not as {@link LabelSet} allows
     * @throws IOException if the file cannot be read
     */
    static LabelSet read(Path file) throws IOException {
        String text = InputFile.text(file);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        try {
            return new LabelSet(text.stripLeading().startsWith("[") ? array(text) : lines(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> lines(String text) {
        return text.stripTrailing().lines().map(String::strip).toList();
    }

    private static List<String> array(String text) {
        try {
            List<String> labels = new ArrayList<>();
            for (JsonElement element : JsonParser.parseString(text).getAsJsonArray()) {
                boolean isText = element.isJsonPrimitive()
                        && element.getAsJsonPrimitive().isString();
                if (!isText) {
                    throw new IllegalArgumentException(
                            "label " + labels.size() + " is " + element + ", allowed is a string");
                }
                labels.add(element.getAsString());
            }
            return labels;
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("begins with '[' and is no JSON array: " + e.getMessage(), e);
        }
    }
}
