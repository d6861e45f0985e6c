package dev.chorus.kura.standin;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attribute of a component's definition.
 *
 * @param id the property's name
 * @param type what its values are
 * @param cardinality as in the metatype file; 0, 1 and -1 mean one value, all else an array
 * @param defaultText the default as written in the metatype file; empty where there is none
 */
record Attribute(String id, AttributeType type, int cardinality, String defaultText) {

    /**
     * What Kura seeds: the default text is split at commas, a backslash makes the next character an ordinary one, blanks
     * around a value are dropped. A single value takes the first piece.
     *
     * @return a value of the type's class or an array of it; empty where there is no default
     */
    Optional<Object> defaultValue() {
        if (defaultText.isEmpty()) {
            return Optional.empty();
        }
        List<String> pieces = split(defaultText);
        if (isSingle()) {
            return Optional.of(type.parse(pieces.get(0)));
        }
        Object array = Array.newInstance(type.valueClass(), pieces.size());
        for (int index = 0; index < pieces.size(); index++) {
            Array.set(array, index, type.parse(pieces.get(index)));
        }
        return Optional.of(array);
    }

    private boolean isSingle() {
        return cardinality >= -1 && cardinality <= 1;
    }

    private static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == ',') {
                pieces.add(piece.toString().trim());
                piece.setLength(0);
            } else if (character == '\\' && at + 1 < text.length()) {
                piece.append(text.charAt(++at));
            } else if (character != '\\') {
                piece.append(character);
            }
        }
        pieces.add(piece.toString().trim());
        return pieces;
    }
}
