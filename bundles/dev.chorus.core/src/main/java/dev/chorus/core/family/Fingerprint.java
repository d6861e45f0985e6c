package dev.chorus.core.family;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Identifies a label set on the wire: the first 8 bytes of the SHA-256 of its labels in UTF-8, in order, each followed
 * by one line feed ({@code docs/protocol.md}, "The Top-k frame").
 *
 * @param bits those 8 bytes, the first one in the highest bits
 */
public record Fingerprint(long bits) {

    static Fingerprint of(List<String> labels) {
        MessageDigest digest = sha256();
        for (String label : labels) {
            digest.update(label.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        }
        byte[] hash = digest.digest();
        long bits = 0;
        for (int at = 0; at < Long.BYTES; at++) {
            bits = bits << 8 | hash[at] & 0xFF;
        }
        return new Fingerprint(bits);
    }

    /**
     * Parses the form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException if it is not 16 hexadecimal digits
     */
    public static Fingerprint parse(String text) {
        if (text.length() != 16) {
            throw new IllegalArgumentException("fingerprint must be 16 hexadecimal digits, was '" + text + "'");
        }
        try {
            return new Fingerprint(HexFormat.fromHexDigitsToLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("fingerprint must be 16 hexadecimal digits, was '" + text + "'", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** 16 hexadecimal digits, lower case. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }
}
