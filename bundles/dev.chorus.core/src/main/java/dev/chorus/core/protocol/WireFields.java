package dev.chorus.core.protocol;

import dev.chorus.core.json.JsonFields;
import java.time.Duration;

/** Reads fields that several JSON messages have. Stateless. */
final class WireFields {

    /** The version of all JSON messages. */
    static final int VERSION = 1;

    private static final int MAX_SOFTWARE_VERSION = 100;
    private static final double MAX_MILLIS = 1e9;

    private WireFields() {}

    /**
     * Refuses a message of another version; a message that names none is of this version.
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
     * @return null where it is absent
     * @throws IllegalArgumentException if it is longer than {@value #MAX_SOFTWARE_VERSION} characters or has control characters
     */
    static String softwareVersion(JsonFields fields, String field) {
        String version = fields.string(field, null);
        if (version != null
                && (version.length() > MAX_SOFTWARE_VERSION || version.chars().anyMatch(Character::isISOControl))) {
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
}
