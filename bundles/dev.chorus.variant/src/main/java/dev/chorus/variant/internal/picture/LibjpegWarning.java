package dev.chorus.variant.internal.picture;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands what libjpeg reports. Of several warnings about a file the reader of the platform passes on the first. Stateless. */
final class LibjpegWarning {

    /** All pixels were read without a warning before this one. */
    private static final Pattern EXTRA =
            Pattern.compile("Corrupt JPEG data: (\\d{1,9}) extraneous bytes before marker 0xd9");

    private LibjpegWarning() {}

    /** How many bytes stand between the last pixels and the end marker; empty if a warning is about something else. */
    static OptionalInt bytesBeforeTheEnd(String warning) {
        Matcher matcher = EXTRA.matcher(warning);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
