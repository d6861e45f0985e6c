package dev.chorus.core.family;

import java.util.regex.Pattern;

/** What families, variants and instances may be called: names stand in topics, file names and bundle names. */
public final class Names {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Stands for a name that is not known; no family or variant can be configured to have it. */
    public static final String UNKNOWN = "-";

    private Names() {}

    /** Whether a name is 1 to 64 of {@code A-Z a-z 0-9 _ . -}; null is not. */
    public static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    /**
     * Hands a name through.
     *
     * @param field what it names, for the message
     * @throws IllegalArgumentException if {@link #isName} does not hold
     */
    public static String check(String field, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(field + " is '" + name + "', allowed are 1..64 of A-Z a-z 0-9 _ . -");
        }
        return name;
    }
}
