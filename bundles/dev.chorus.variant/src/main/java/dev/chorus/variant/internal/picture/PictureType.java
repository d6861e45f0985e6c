package dev.chorus.variant.internal.picture;

import dev.chorus.core.protocol.Refusal;
import java.util.Locale;
import java.util.Set;

/** The kinds of picture that requests may hold, told apart by their first bytes whatever their content type is. */
public enum PictureType {
    JPEG(Set.of("image/jpeg", "image/jpg", "image/pjpeg", "image/x-jpeg", "image/x-jpg"), 0xFF, 0xD8, 0xFF),
    PNG(
            Set.of("image/png", "image/x-png", "image/apng", "image/vnd.mozilla.apng"),
            0x89,
            'P',
            'N',
            'G',
            0x0D,
            0x0A,
            0x1A,
            0x0A);

    /** Content types that say nothing about the bytes. */
    private static final Set<String> ANY =
            Set.of("", "*/*", "image/*", "image", "application/octet-stream", "binary/octet-stream");

    private final Set<String> contentTypes;
    private final byte[] firstBytes;

    PictureType(Set<String> contentTypes, int... firstBytes) {
        this.contentTypes = contentTypes;
        this.firstBytes = new byte[firstBytes.length];
        for (int at = 0; at < firstBytes.length; at++) {
            this.firstBytes[at] = (byte) firstBytes[at];
        }
    }

    /**
     * Does the checks that need no decoding; cheap whatever the payload.
     *
     * @param payload of the request
     * @throws PictureRefusedException if the payload is empty, too large, or of no type that is known
     */
    public static PictureType check(byte[] payload, PictureLimits limits) throws PictureRefusedException {
        if (payload.length == 0) {
            throw new PictureRefusedException(Refusal.EMPTY, "payload is empty");
        }
        if (payload.length > limits.maxBytes()) {
            throw new PictureRefusedException(
                    Refusal.TOO_MANY_BYTES,
                    "picture has " + payload.length + " bytes, at most " + limits.maxBytes() + " are allowed");
        }
        for (PictureType type : values()) {
            if (PictureStart.of(payload, type) >= 0) {
                return type;
            }
        }
        throw TextPayload.isEncodedPicture(payload)
                ? new PictureRefusedException(Refusal.ENCODED_AS_TEXT, Refusal.ENCODED_AS_TEXT.description())
                : new PictureRefusedException(Refusal.UNSUPPORTED_TYPE, Refusal.UNSUPPORTED_TYPE.description());
    }

    /** Whether a picture begins there. At the very beginning two bytes of a JPEG are enough: what follows may be stray. */
    boolean begins(byte[] payload, int from) {
        int enough = from == 0 && this == JPEG ? 2 : firstBytes.length;
        for (int at = 0; at < enough; at++) {
            if (from + at >= payload.length || payload[from + at] != firstBytes[at]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a content type says that the bytes are something else. Media types are case-insensitive and may carry parameters (RFC 9110,
     * section 8.3.1).
     */
    public boolean contradicts(String contentType) {
        int parameters = contentType.indexOf(';');
        String mediaType = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .trim()
                .toLowerCase(Locale.ROOT);
        return !contentTypes.contains(mediaType) && !ANY.contains(mediaType);
    }
}
