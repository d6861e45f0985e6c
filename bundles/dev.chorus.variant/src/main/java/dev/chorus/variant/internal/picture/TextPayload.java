package dev.chorus.variant.internal.picture;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Recognizes pictures that were sent as text, as Node-RED, Home Assistant and programs in JavaScript and Python do where they are not
 * told otherwise. Looks at the beginning only. Stateless.
 */
final class TextPayload {

    private static final int LOOKED_AT = 4096;

    /** The first bytes of a JPEG or PNG in base64, in base64 for addresses, and in hexadecimal. */
    private static final String ENCODED =
            "/9j/|\\\\/9j\\\\/|_9j_|iVBORw0KGgo|(?i:0x)?(?i:ffd8ff|89504e470d0a1a0a|ff[ :]d8[ :]ff|89[ :]50[ :]4e[ :]47)";

    /** What becomes of them where bytes are taken for characters, or printed as Python does. */
    private static final String GARBLED = "(?:\u00EF\u00BF\u00BD){3}|\u00C3\u00BF\u00C3\u0098\u00C3\u00BF"
            + "|(?:\u00EF\u00BF\u00BD|\u00C2\u0089)PNG|b['\"]\\\\xff\\\\xd8|b['\"]\\\\x89PNG";

    private static final Pattern PLAIN =
            Pattern.compile("(?:\u00EF\u00BB\u00BF)?\\s*[\"'<]?(?:(?i:data:)|" + ENCODED + "|" + GARBLED + ")");

    private static final Pattern JSON = Pattern.compile("(?:\u00EF\u00BB\u00BF)?\\s*[\\[{]");

    private static final Pattern INSIDE = Pattern.compile("\"(?:" + ENCODED + ")|(?i:\"data:[^\"]{0,100};base64,)"
            + "|255,\\s*216,\\s*255\\b|137,\\s*80,\\s*78,\\s*71\\b");

    private TextPayload() {}

    /** Whether a payload that is no picture holds one as text. */
    static boolean isEncodedPicture(byte[] payload) {
        String text = new String(payload, 0, Math.min(payload.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        return PLAIN.matcher(text).lookingAt()
                || JSON.matcher(text).lookingAt() && INSIDE.matcher(text).find();
    }
}
