package dev.chorus.tools.deploy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * SHA-256 fingerprint of a certificate.
 *
 * @param text 32 bytes in upper-case hexadecimal separated by colons, as printed by openssl
 */
public record CertificateFingerprint(String text) {

    private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();
    private static final Pattern DIGITS = Pattern.compile("[0-9A-F]{64}");

    /**
     * Parses a fingerprint with or without colons, in upper or lower case.
     *
     * @throws IllegalArgumentException if it is invalid; the message begins with {@code pin}
     */
    public static CertificateFingerprint parse(String typed) {
        String digits = typed.trim().replace(":", "").toUpperCase(Locale.ROOT);
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "pin must be a SHA-256 fingerprint of 64 hexadecimal digits, was '" + typed + "'");
        }
        return new CertificateFingerprint(HEX.formatHex(HexFormat.of().parseHex(digits)));
    }

    static CertificateFingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            return new CertificateFingerprint(
                    HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
