package dev.chorus.core.config;

import dev.chorus.core.family.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads a component's properties one by one and keeps a list of what is wrong with them. An absent property has its
 * default; so has a wrong one, besides its sentence in {@link #problems()}.
 *
 * <p>A number may come as any number type or as a String, since REST and MQTT send what they like. Not thread-safe; made
 * for one reading. Values never appear in problems for properties read by {@link #secret}.
 */
public final class PropertyReader {

    private static final int MAX_SHOWN = 80;

    private final Map<String, ?> properties;
    private final List<String> problems = new ArrayList<>();

    /** @param properties as the component got them; values may be of any type or null */
    public PropertyReader(Map<String, ?> properties) {
        this.properties = properties;
    }

    /** A text without control characters, trimmed; the default where it is absent or empty. */
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

    /** A name as {@link Names} allows other than {@link Names#UNKNOWN}, which must be there; null where it is not. */
    public String name(String name) {
        int problemsBefore = problems.size();
        String text = text(name, null);
        if (text == null && problems.size() == problemsBefore) {
            problems.add(name + " is empty, allowed are 1..64 of A-Z a-z 0-9 _ . -");
        }
        if (Names.UNKNOWN.equals(text)) {
            return wrong(name, text, "another name, since this one stands for unknown names", null);
        }
        return text == null || Names.isName(text) ? text : wrong(name, text, "1..64 of A-Z a-z 0-9 _ . -", null);
    }

    /** A whole number within a range, both ends included. */
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

    /** True or false. */
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

    /** One of several words. */
    public String option(String name, String fallback, List<String> allowed) {
        String text = text(name, fallback);
        return allowed.contains(text) ? text : wrong(name, text, "one of " + allowed, fallback);
    }

    /** A value that no message may show, as it came; null where it is absent. */
    public Object secret(String name) {
        return properties.get(name);
    }

    /**
     * Adds a sentence of the caller's own; it must not hold a secret.
     *
     * @param problem names field, value and what is allowed
     */
    public void problem(String problem) {
        problems.add(oneLine(problem));
    }

    /** What is wrong, in the order of reading; empty when all is well. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private <T> T wrong(String name, Object value, String allowed, T fallback) {
        String shown = shown(value);
        problem(name + " is '" + (shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "...")
                + "', allowed is " + allowed);
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

    /** What somebody configured shall not look like a line of the log of its own. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
