package dev.chorus.variant.internal.picture;

import dev.chorus.core.protocol.Refusal;
import java.util.Locale;
import java.util.Optional;

/** The kinds of picture that requests may hold, told apart by their first bytes. */
public enum PictureType {
    JPEG("image/jpeg", 0xFF, 0xD8, 0xFF),
    PNG("image/png", 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A);

    private final String contentType;
    private final byte[] firstBytes;

    PictureType(String contentType, int... firstBytes) {
        this.contentType = contentType;
        this.firstBytes = new byte[firstBytes.length];
        for (int at = 0; at < firstBytes.length; at++) {
            this.firstBytes[at] = (byte) firstBytes[at];
        }
    }

    /**
     * Does the checks that need no decoding; cheap whatever the payload.
     *
     * @param payload of the request
     * @param contentType as the requester named it, if he did
     * @throws PictureRefusedException if the payload is empty, too large, of no type that is known, or of another one than
     *     the content type says
     */
    public static PictureType check(byte[] payload, Optional<String> contentType, PictureLimits limits)
            throws PictureRefusedException {
        if (payload.length == 0) {
            throw new PictureRefusedException(Refusal.EMPTY, "payload is empty");
        }
        if (payload.length > limits.maxBytes()) {
            throw new PictureRefusedException(
                    Refusal.TOO_MANY_BYTES,
                    "picture has " + payload.length + " bytes, allowed are " + limits.maxBytes());
        }
        for (PictureType type : values()) {
            if (type.begins(payload) && contentType.map(type::isNamedBy).orElse(true)) {
                return type;
            }
        }
        throw new PictureRefusedException(
                Refusal.UNSUPPORTED_TYPE,
                "neither JPEG nor PNG"
                        + contentType
                                .map(name -> ", or not what its content type says, '" + shortened(name) + "'")
                                .orElse(""));
    }

    private boolean begins(byte[] payload) {
        for (int at = 0; at < firstBytes.length; at++) {
            if (at >= payload.length || payload[at] != firstBytes[at]) {
                return false;
            }
        }
        return true;
    }

    /** Media types are case-insensitive and may carry parameters (RFC 9110, section 8.3.1). */
    private boolean isNamedBy(String name) {
        int parameters = name.indexOf(';');
        String mediaType = parameters < 0 ? name : name.substring(0, parameters);
        return mediaType.trim().toLowerCase(Locale.ROOT).equals(contentType);
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "...";
    }
}
