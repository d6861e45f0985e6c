package dev.chorus.core.family;

import java.util.regex.Pattern;

/**
 * Checks the names of families, variants and instances, which occur in topics, file names and bundle names. Stateless.
 */
public final class Names {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Stands for an unknown name; no family or variant can be configured with it. */
    public static final String UNKNOWN = "-";

    private Names() {}

    /** Whether a name is 1 to 64 of {@code A-Z a-z 0-9 _ . -}; null is not. */
    public static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    /**
     * Returns a name after checking it.
     *
     * @param field the name's field in error messages
     * @throws IllegalArgumentException if {@link #isName} is false
     */
    public static String check(String field, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(field + " must be 1..64 of A-Z a-z 0-9 _ . -, was '" + name + "'");
        }
        return name;
    }
}
