package dev.chorus.core.testing;

import java.util.List;

/**
 * A JSON message with one field changed.
 *
 * @param path of the field, such as {@code labels[0].score}
 * @param change kind of the change
 * @param value the new value, for messages
 * @param payload the whole message in UTF-8
 */
public record Mutation(String path, Change change, String value, byte[] payload) {

    /** Kinds of changes to a field. */
    public enum Change {
        DROPPED,
        NULL,
        /** Another JSON type. */
        RETYPED,
        /** The same type with a value at or beyond the end of its range. */
        EXTREME
    }

    /** Returns the mutations of one kind. */
    public static List<Mutation> only(List<Mutation> all, Change change) {
        return all.stream().filter(one -> one.change() == change).toList();
    }

    @Override
    public String toString() {
        return path + " " + change + " " + value;
    }
}
