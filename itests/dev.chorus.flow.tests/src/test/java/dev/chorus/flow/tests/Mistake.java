package dev.chorus.flow.tests;

import java.util.HashMap;
import java.util.Map;

/**
 * A configuration that a component cannot work by.
 *
 * @param name of the mistake, for people
 * @param properties what is changed; null where a property goes away
 * @param problem what the status begins to say, or holds
 */
record Mistake(String name, Map<String, Object> properties, String problem) {

    /** One property with a value that is not allowed; the problem is told in the words that all share. */
    static Mistake value(String name, String property, Object value, String shown, String allowed) {
        return one(name, property, value, property + " must be " + allowed + ", was '" + shown + "'");
    }

    /** One property with a value that is no number within a range. */
    static Mistake number(String name, String property, Object value, int min, int max) {
        return value(name, property, value, value.toString(), "a whole number within " + min + ".." + max);
    }

    /** One property that is wrong. */
    static Mistake one(String name, String property, Object value, String problem) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(property, value);
        return new Mistake(name, properties, problem);
    }
}
