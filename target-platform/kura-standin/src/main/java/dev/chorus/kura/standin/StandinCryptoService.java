package dev.chorus.kura.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Kura's crypto service with a key of this gateway alone, kept in the bundle's data area. Thread-safe. */
@Component
public final class StandinCryptoService implements CryptoService {

    private final AesCipher cipher;

    /**
     * Reads the key, or makes it the first time.
     *
     * @throws IOException if the data area cannot be read or written
     */
    @Activate
    public StandinCryptoService(BundleContext context) throws IOException {
        this(context.getDataFile("key").toPath());
    }

    StandinCryptoService(Path keyFile) throws IOException {
        if (!Files.exists(keyFile)) {
            byte[] key = new byte[AesCipher.KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.write(keyFile, key);
        }
        cipher = new AesCipher(Files.readAllBytes(keyFile));
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
