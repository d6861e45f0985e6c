package dev.chorus.kura.standin;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Kura's crypto service with a key of this process alone. The key is never written: what it sealed is of no use once the process
 * has ended, and every start configures a gateway anew. Thread-safe.
 */
@Component
public final class StandinCryptoService implements CryptoService {

    /** Of the class, since the service is created again whenever it was unused for a while. */
    private static final byte[] KEY = randomKey();

    private final AesCipher cipher;

    /** With the key of the process. */
    @Activate
    public StandinCryptoService() {
        this(KEY);
    }

    /** With another key, as another gateway has it. */
    StandinCryptoService(byte[] key) {
        cipher = new AesCipher(key);
    }

    static byte[] randomKey() {
        byte[] key = new byte[AesCipher.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    @Override
    public char[] encryptAes(char[] value) throws KuraException {
        try {
            return cipher.encrypt(new String(value)).toCharArray();
        } catch (GeneralSecurityException e) {
            throw new KuraException(KuraErrorCode.ENCODE_ERROR, e, "value");
        }
    }

    @Override
    public char[] decryptAes(char[] encryptedValue) throws KuraException {
        try {
            return cipher.decrypt(new String(encryptedValue)).toCharArray();
        } catch (GeneralSecurityException e) {
            throw new KuraException(KuraErrorCode.DECODER_ERROR, e, "encryptedValue");
        }
    }
}
