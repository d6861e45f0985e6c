package dev.chorus.core.testing;

import java.util.List;

/**
 * A JSON message with one field changed.
 *
 * @param path of the field, such as {@code labels[0].score}
 * @param change what was done to it
 * @param value what is there now, for people
 * @param payload the whole message in UTF-8
 */
public record Mutation(String path, Change change, String value, byte[] payload) {

    /** What is done to a field. */
    public enum Change {
        DROPPED,
        NULL,
        /** Another type of JSON. */
        RETYPED,
        /** The same type with a value at or beyond the end of its range. */
        EXTREME
    }

    /** Those of one kind. */
    public static List<Mutation> only(List<Mutation> all, Change change) {
        return all.stream().filter(one -> one.change() == change).toList();
    }

    @Override
    public String toString() {
        return path + " " + change + " " + value;
    }
}
