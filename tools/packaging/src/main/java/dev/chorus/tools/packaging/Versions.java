package dev.chorus.tools.packaging;

import java.util.regex.Pattern;

/** Compares versions as OSGi does (Core 8, section 3.2.5). */
public final class Versions {

    private static final Pattern DOT = Pattern.compile("\\.");
    private static final int NUMBERS = 3;

    private Versions() {}

    /** Returns a negative number if the first version is older; invalid versions are compared as text. */
    public static int compare(String first, String second) {
        String[] left = DOT.split(first, NUMBERS + 1);
        String[] right = DOT.split(second, NUMBERS + 1);
        for (int at = 0; at < NUMBERS; at++) {
            int order = compareNumbers(part(left, at, "0"), part(right, at, "0"));
            if (order != 0) {
                return order;
            }
        }
        return part(left, NUMBERS, "").compareTo(part(right, NUMBERS, ""));
    }

    private static String part(String[] parts, int at, String otherwise) {
        return at < parts.length ? parts[at] : otherwise;
    }

    private static int compareNumbers(String left, String right) {
        try {
            return Integer.compare(Integer.parseInt(left), Integer.parseInt(right));
        } catch (NumberFormatException e) {
            return left.compareTo(right);
        }
    }
}
