package dev.chorus.core.json;

/**
 * Bounds of one JSON document, checked while it is read, which limit the memory and time that a peer's message can
 * cost. Immutable.
 *
 * @param maxBytes of the document in UTF-8
 * @param maxValues strings, numbers, booleans, nulls, arrays and objects together, names of fields excluded
 */
public record JsonLimits(int maxBytes, int maxValues) {

    /** Maximum nesting of arrays and objects; the documents of this project have at most 6 levels. */
    public static final int MAX_DEPTH = 16;

    /** Maximum number of fields of one object. */
    public static final int MAX_FIELDS = 1024;

    /** Maximum length of a number and of a field name, in characters. */
    public static final int MAX_TOKEN = 256;

    /** @throws IllegalArgumentException if a limit is below 1 */
    public JsonLimits {
        if (maxBytes < 1 || maxValues < 1) {
            throw new IllegalArgumentException(
                    "limits must be at least 1, were " + maxBytes + " bytes and " + maxValues + " values");
        }
    }
}
