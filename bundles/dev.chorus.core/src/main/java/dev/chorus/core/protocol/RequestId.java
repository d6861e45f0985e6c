package dev.chorus.core.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The id of a request, 1 to {@value #MAX_LENGTH} bytes, and whether the requester chose it or it was derived from the
 * picture ({@code docs/protocol.md}, "The request id"). Immutable. A chosen and a derived id are never equal, so that
 * no requester can choose the id that a picture will have.
 */
public final class RequestId implements Comparable<RequestId> {

    /** The longest id in bytes. */
    public static final int MAX_LENGTH = 16;

    private final byte[] bytes;
    private final boolean derived;

    private RequestId(byte[] bytes, boolean derived) {
        this.bytes = bytes;
        this.derived = derived;
    }

    /**
     * Returns the id of a request, the same on every machine.
     *
     * @param correlationData MQTT 5 Correlation Data ([MQTT5-3.3.2.3.6]), null or empty if absent; not kept
     * @param payload the picture as published; not kept
     */
    public static RequestId of(byte[] correlationData, byte[] payload) {
        if (correlationData == null || correlationData.length == 0) {
            return new RequestId(hash(payload), true);
        }
        return new RequestId(
                correlationData.length <= MAX_LENGTH ? correlationData.clone() : hash(correlationData), false);
    }

    /**
     * Creates an id from its bytes.
     *
     * @param bytes 1 to {@value #MAX_LENGTH}, copied
     * @param derived whether it was derived from the picture
     * @throws IllegalArgumentException if there are fewer or more bytes
     */
    public static RequestId ofBytes(byte[] bytes, boolean derived) {
        if (bytes.length < 1 || bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("request id must have 1.." + MAX_LENGTH + " bytes, has " + bytes.length);
        }
        return new RequestId(bytes.clone(), derived);
    }

    /**
     * Parses the form that {@link #toString()} writes.
     *
     * @param derived whether it was derived from the picture
     * @throws IllegalArgumentException if the text is not 1 to {@value #MAX_LENGTH} bytes in hexadecimal
     */
    public static RequestId parse(String hex, boolean derived) {
        if (hex.isEmpty() || hex.length() > 2 * MAX_LENGTH) {
            throw notHex(hex);
        }
        try {
            return new RequestId(HexFormat.of().parseHex(hex), derived);
        } catch (IllegalArgumentException e) {
            throw notHex(hex);
        }
    }

    private static IllegalArgumentException notHex(String text) {
        String shown = text.length() <= 2 * MAX_LENGTH ? text : text.substring(0, 2 * MAX_LENGTH) + "...";
        return new IllegalArgumentException(
                "id must be 1 to " + MAX_LENGTH + " bytes in hexadecimal, was '" + shown + "'");
    }

    private static byte[] hash(byte[] data) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(data), MAX_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Whether it was derived from the picture, so that another request with the same picture has the same id. */
    public boolean isDerived() {
        return derived;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RequestId that && derived == that.derived && Arrays.equals(bytes, that.bytes);
    }

    /**
     * Compares the bytes. Requesters choose ids, and ids of equal hashes are easily made: hash maps keep such keys in
     * sorted trees if they are comparable.
     */
    @Override
    public int compareTo(RequestId other) {
        int byBytes = Arrays.compareUnsigned(bytes, other.bytes);
        return byBytes != 0 ? byBytes : Boolean.compare(derived, other.derived);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + Boolean.hashCode(derived);
    }

    /** The bytes in lower-case hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
