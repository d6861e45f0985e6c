package dev.chorus.core.protocol;

import dev.chorus.core.json.JsonFields;
import dev.chorus.core.peer.PeerText;
import java.time.Duration;

/** Reads fields common to several JSON messages. Stateless. */
final class WireFields {

    /** The version of all JSON messages. */
    static final int VERSION = 1;

    private static final int MAX_SOFTWARE_VERSION = 100;
    private static final double MAX_MILLIS = 1e9;

    /** Maximum duration in a message, eleven days. */
    static final Duration MAX_DURATION = Duration.ofMillis((long) MAX_MILLIS);

    private WireFields() {}

    /**
     * Rejects a message of another version; a message without a version is of this version.
     *
     * @throws IllegalArgumentException naming the version
     */
    static void checkVersion(JsonFields fields) {
        if (fields.has("version")) {
            fields.whole("version", VERSION, VERSION);
        }
    }

    /**
     * Reads the version of a family or of software, in any notation.
     *
     * @return null if absent
     * @throws IllegalArgumentException as {@link #checkVersion(String, String)}
     */
    static String softwareVersion(JsonFields fields, String field) {
        return checkVersion(field, fields.string(field, null));
    }

    /**
     * Returns a version after checking it; may be null.
     *
     * @throws IllegalArgumentException if it is longer than {@value #MAX_SOFTWARE_VERSION} characters or has control
     *     characters
     */
    static String checkVersion(String field, String version) {
        if (version != null
                && (version.length() > MAX_SOFTWARE_VERSION
                        || !version.codePoints().allMatch(PeerText::isPrintable))) {
            throw new IllegalArgumentException(field + " must have at most " + MAX_SOFTWARE_VERSION
                    + " characters, none of them a control character, has " + version.length());
        }
        return version;
    }

    /**
     * Reads a duration in milliseconds, to the nanosecond.
     *
     * @throws IllegalArgumentException if it is absent, negative or longer than eleven days
     */
    static Duration millis(JsonFields fields, String field) {
        return Duration.ofNanos(Math.round(fields.number(field, 0, MAX_MILLIS) * 1e6));
    }

    /**
     * Returns a duration, cut to {@link #MAX_DURATION}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    static Duration duration(String field, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(field + " must not be negative, was " + duration);
        }
        return duration.compareTo(MAX_DURATION) > 0 ? MAX_DURATION : duration;
    }
}
