package org.eclipse.kura.crypto;

import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Encrypts and decrypts texts with a key that belongs to the gateway. */
@ProviderType
public interface CryptoService {

    /**
     * Encrypts a text.
     *
     * @param value the clear text
     * @return the encrypted text, printable
     * @throws KuraException if encryption fails
     */
    char[] encryptAes(char[] value) throws KuraException;

    /**
     * Decrypts what {@link #encryptAes} gave.
     *
     * @param encryptedValue an encrypted text
     * @return the clear text
     * @throws KuraException if the text was not encrypted with this gateway's key
     */
    char[] decryptAes(char[] encryptedValue) throws KuraException;
}
