package dev.chorus.aggregator.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Patterns for names of variants and instances. A pattern is a name in which {@code *} stands for any characters,
 * also for none; {@code NAME@INSTANCE} has a pattern for each, and a pattern without {@code @} allows any instance.
 * Immutable.
 *
 * @param patterns each with {@code @}
 */
record NamePatterns(List<String> patterns) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.*-]{1,64}(@[A-Za-z0-9_.*-]{1,64})?");

    /** Allows every name. */
    static final NamePatterns ALL = parse("*").orElseThrow();

    /** Maximum length of a list. */
    static final int MAX_LENGTH = 4096;

    NamePatterns {
        patterns = List.copyOf(patterns);
    }

    /** Parses a list separated by commas; empty if it is malformed. */
    static Optional<NamePatterns> parse(String list) {
        List<String> patterns = Stream.of(list.split(",", -1)).map(String::trim).toList();
        boolean valid = list.length() <= MAX_LENGTH
                && patterns.stream()
                        .allMatch(pattern -> ALLOWED.matcher(pattern).matches());
        return valid
                ? Optional.of(new NamePatterns(
                        patterns.stream().map(NamePatterns::whole).toList()))
                : Optional.empty();
    }

    private static String whole(String pattern) {
        return pattern.contains("@") ? pattern : pattern + "@*";
    }

    /** Whether a name is allowed at an instance. */
    boolean allow(String name, String instance) {
        String whole = name + "@" + instance;
        return patterns.stream().anyMatch(pattern -> matches(pattern, whole));
    }

    /** Matches in time bounded by the product of both lengths: of several stars only the last one ever extends. */
    private static boolean matches(String pattern, String text) {
        int at = 0;
        int afterStar = -1;
        int taken = 0;
        int from = 0;
        while (from < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                afterStar = ++at;
                taken = from;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(from)) {
                at++;
                from++;
            } else if (afterStar >= 0) {
                at = afterStar;
                from = ++taken;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(rest -> rest == '*');
    }

    /** Whether an instance without another name is allowed. */
    boolean allow(String instance) {
        return allow(instance, instance);
    }
}
