package dev.chorus.core.protocol;

/** Why a variant does not answer a request ({@code docs/protocol.md}, "The Top-k frame"). */
public enum Refusal {
    EMPTY(1, true, "the payload is empty"),
    UNSUPPORTED_TYPE(2, true, "neither JPEG nor PNG"),
    DAMAGED(3, true, "truncated or not decodable"),
    TOO_MANY_BYTES(4, true, "more bytes than allowed"),
    TOO_MANY_PIXELS(5, true, "more pixels than allowed"),
    EXPIRED(6, false, "the deadline passed before the request was processed"),
    OVERLOADED(7, false, "the queue was full and this request was the oldest in it"),
    NO_MODEL(8, false, "the variant has no model"),
    FAILED(9, false, "inference failed"),
    TOO_MANY_REQUESTS(10, false, "the requester exceeded its request rate"),
    ENCODED_AS_TEXT(11, true, "the picture is text, such as base64 or JSON: send the file's bytes");

    private static final Refusal[] BY_CODE = new Refusal[values().length + 1];

    static {
        for (Refusal refusal : values()) {
            BY_CODE[refusal.code] = refusal;
        }
    }

    private final int code;
    private final boolean ofPicture;
    private final String description;

    Refusal(int code, boolean ofPicture, String description) {
        this.code = code;
        this.ofPicture = ofPicture;
        this.description = description;
    }

    /** The reason as the frame carries it. */
    public int code() {
        return code;
    }

    /** Whether the refusal is due to the picture, so that every variant would refuse it, and not to the variant. */
    public boolean isOfPicture() {
        return ofPicture;
    }

    /** One clause for display. */
    public String description() {
        return description;
    }

    /** Its name in JSON, such as {@code too-many-bytes}. */
    public String wireName() {
        return WireNames.of(this);
    }

    /** Returns the reason with that code; an unknown code means a failure of the variant. */
    public static Refusal ofCode(int code) {
        return code >= 1 && code < BY_CODE.length ? BY_CODE[code] : FAILED;
    }
}
