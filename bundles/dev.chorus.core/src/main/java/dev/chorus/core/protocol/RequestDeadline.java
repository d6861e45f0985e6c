package dev.chorus.core.protocol;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The time limit for the answer to a request ({@code docs/protocol.md}, "Asking").
 *
 * @param duration from the receipt of the request, above 0
 * @param malformed whether the request named an invalid deadline, so that the default was used instead
 */
public record RequestDeadline(Duration duration, boolean malformed) {

    /** The MQTT 5 user property that names a deadline in milliseconds. */
    public static final String USER_PROPERTY = "deadlineMs";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * Determines the deadline of a request.
     *
     * @param named the value of {@link #USER_PROPERTY}, null if absent
     * @param expiry the rest of the message's expiry, null if absent
     * @param fallback the deadline of a request that names none
     */
    public static RequestDeadline of(String named, Duration expiry, Duration fallback) {
        Duration asked = named == null ? fallback : parse(named);
        Duration duration = asked == null ? fallback : asked;
        return new RequestDeadline(expiry != null && expiry.compareTo(duration) < 0 ? expiry : duration, asked == null);
    }

    private static Duration parse(String text) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            return null;
        }
        int millis = Integer.parseInt(text);
        return millis >= 1 && millis <= TopKResult.MAX_DEADLINE.toMillis() ? Duration.ofMillis(millis) : null;
    }
}
