package dev.chorus.tools.packaging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version range as in a bundle's imports (OSGi Core 7, 3.2.6).
 *
 * @param text text from the header: {@code [1.2,2)}, or {@code 1.2} for that version and all later ones
 */
public record VersionRange(String text) {

    private static final Pattern BOUNDED =
            Pattern.compile("(?<open>[\\[(])\\s*(?<low>[^,]+?)\\s*,\\s*(?<high>[^,]+?)\\s*(?<close>[\\])])");

    /** Returns whether the range includes the version. */
    public boolean includes(String version) {
        Matcher bounds = BOUNDED.matcher(text.trim());
        if (!bounds.matches()) {
            return Versions.compare(version, text.trim()) >= 0;
        }
        int low = Versions.compare(version, bounds.group("low"));
        int high = Versions.compare(version, bounds.group("high"));
        return (bounds.group("open").equals("[") ? low >= 0 : low > 0)
                && (bounds.group("close").equals("]") ? high <= 0 : high < 0);
    }
}
