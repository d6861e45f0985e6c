package dev.chorus.kura.standin;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in Galois counter mode with one key; the text form is Base64 of the nonce followed by the sealed bytes. Thread-safe. */
final class AesCipher {

    /** Bytes of a key. */
    static final int KEY_BYTES = 16;

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    /**
     * Works with a key.
     *
     * @param key {@value #KEY_BYTES} bytes
     */
    AesCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** The text, sealed; another one each time. */
    String encrypt(String text) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
        byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return Base64.getEncoder().encodeToString(all);
    }

    /**
     * The text that was sealed.
     *
     * @throws GeneralSecurityException if it was not sealed with this key
     */
    String decrypt(String encrypted) throws GeneralSecurityException {
        try {
            ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(encrypted));
            byte[] nonce = new byte[NONCE_BYTES];
            all.get(nonce);
            byte[] sealed = new byte[all.remaining()];
            all.get(sealed);
            return new String(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new GeneralSecurityException("not an encrypted text", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
