package dev.chorus.core.protocol;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How long the answer to a request may take ({@code docs/protocol.md}, "Asking").
 *
 * @param duration from the receipt of the request, above 0
 * @param malformed whether the requester named a deadline that is not allowed, so that the default was taken instead
 */
public record RequestDeadline(Duration duration, boolean malformed) {

    /** The MQTT 5 user property that names a deadline in milliseconds. */
    public static final String USER_PROPERTY = "deadlineMs";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * Reads what a request says of its deadline.
     *
     * @param named the value of {@link #USER_PROPERTY}, null where there is none
     * @param expiry what is left of the message's expiry, null where there is none
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
