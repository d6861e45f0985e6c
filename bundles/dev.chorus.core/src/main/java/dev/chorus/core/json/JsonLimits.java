package dev.chorus.core.json;

/**
 * Bounds of one JSON document, checked while it is read: what a peer sends costs no more memory and time than these allow. Immutable.
 *
 * @param maxBytes of the document in UTF-8
 * @param maxValues strings, numbers, booleans, nulls, arrays and objects together, names of fields excluded
 */
public record JsonLimits(int maxBytes, int maxValues) {

    /** The deepest nesting of arrays and objects; no document of ours has more than 6 levels. */
    public static final int MAX_DEPTH = 16;

    /** The most fields of one object. */
    public static final int MAX_FIELDS = 1024;

    /** The longest number and the longest name of a field, in characters. */
    public static final int MAX_TOKEN = 256;

    /** @throws IllegalArgumentException if a limit is below 1 */
    public JsonLimits {
        if (maxBytes < 1 || maxValues < 1) {
            throw new IllegalArgumentException(
                    "limits must be at least 1, were " + maxBytes + " bytes and " + maxValues + " values");
        }
    }
}
