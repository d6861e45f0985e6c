package dev.chorus.core.config;

import dev.chorus.core.family.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads a component's properties one by one and collects the problems found. An absent or invalid property yields its
 * default; an invalid one also adds a message to {@link #problems()}.
 *
 * <p>Accepts a number as any number type or as a String, since REST and MQTT clients send either. Never includes the
 * values of properties read by {@link #secret} in problems. Not thread-safe; one instance per configuration.
 */
public final class PropertyReader {

    private static final int MAX_SHOWN = 80;

    private final Map<String, ?> properties;
    private final List<String> problems = new ArrayList<>();

    /** @param properties as passed to the component; values may be of any type or null */
    public PropertyReader(Map<String, ?> properties) {
        this.properties = properties;
    }

    /** Returns a trimmed text without control characters; the default if absent or empty. */
    public String text(String name, String fallback) {
        Object value = properties.get(name);
        if (value == null) {
            return fallback;
        }
        if (!(value instanceof String text)) {
            return wrong(name, value, "a text", fallback);
        }
        if (text.isBlank()) {
            return fallback;
        }
        return text.trim().chars().anyMatch(Character::isISOControl)
                ? wrong(name, text.trim(), "a text without control characters", fallback)
                : text.trim();
    }

    /**
     * Returns a required name that {@link Names} accepts, other than {@link Names#UNKNOWN}; null if absent or invalid.
     */
    public String name(String name) {
        int problemsBefore = problems.size();
        String text = text(name, null);
        if (text == null && problems.size() == problemsBefore) {
            problems.add(name + " must be 1..64 of A-Z a-z 0-9 _ . -, was empty");
        }
        if (Names.UNKNOWN.equals(text)) {
            return wrong(name, text, "another name, since this one stands for unknown names", null);
        }
        return text == null || Names.isName(text) ? text : wrong(name, text, "1..64 of A-Z a-z 0-9 _ . -", null);
    }

    /** Returns a whole number within a range, both ends included. */
    public int whole(String name, int fallback, int min, int max) {
        Object value = properties.get(name);
        if (value == null) {
            return fallback;
        }
        String allowed = "a whole number within " + min + ".." + max;
        double number;
        try {
            number = value instanceof Number numeric
                    ? numeric.doubleValue()
                    : Double.parseDouble(shown(value).trim());
        } catch (NumberFormatException e) {
            return wrong(name, value, allowed, fallback);
        }
        return number == Math.rint(number) && number >= min && number <= max
                ? (int) number
                : wrong(name, value, allowed, fallback);
    }

    /** Returns true or false. */
    public boolean flag(String name, boolean fallback) {
        Object value = properties.get(name);
        if (value == null) {
            return fallback;
        }
        return switch (shown(value).trim()) {
            case "true" -> true;
            case "false" -> false;
            default -> wrong(name, value, "true or false", fallback);
        };
    }

    /** Returns one of several words. */
    public String option(String name, String fallback, List<String> allowed) {
        String text = text(name, fallback);
        return allowed.contains(text) ? text : wrong(name, text, "one of " + allowed, fallback);
    }

    /** Returns a value that must not appear in messages, unchanged; null if absent. */
    public Object secret(String name) {
        return properties.get(name);
    }

    /**
     * Adds a message of the caller; it must not contain a secret.
     *
     * @param problem names the field, the required value and the given value
     */
    public void problem(String problem) {
        problems.add(oneLine(problem));
    }

    /** The problems in the order of reading; empty if there are none. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private <T> T wrong(String name, Object value, String required, T fallback) {
        String shown = shown(value);
        problem(name + " must be " + required + ", was '"
                + (shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "...") + "'");
        return fallback;
    }

    private static String shown(Object value) {
        if (value instanceof Object[] several) {
            return Arrays.toString(several);
        }
        return value.getClass().isArray()
                ? "an array of " + value.getClass().getComponentType()
                : String.valueOf(value);
    }

    /** Keeps a configured value from forging a log line of its own. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
