package dev.chorus.kura.standin;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.kura.ssl.SslManagerService;

/**
 * Kura's TLS service over one key store, which holds keys and whom to trust. A test registers it under the name that an
 * operator would give it. Thread-safe.
 */
public final class StandinSslManagerService implements SslManagerService {

    private final KeyStore store;
    private final char[] password;

    /**
     * TLS by a key store.
     *
     * @param store not changed any more
     * @param password of its keys
     */
    public StandinSslManagerService(KeyStore store, char[] password) {
        this.store = store;
        this.password = password.clone();
    }

    @Override
    public SSLContext getSSLContext() throws GeneralSecurityException {
        return context(store);
    }

    @Override
    public SSLContext getSSLContext(String keyAlias) throws GeneralSecurityException, IOException {
        if (!store.isKeyEntry(keyAlias)) {
            throw new KeyStoreException("the key store has no key '" + keyAlias + "'");
        }
        KeyStore one = KeyStore.getInstance(store.getType());
        one.load(null, null);
        one.setKeyEntry(keyAlias, store.getKey(keyAlias, password), password, store.getCertificateChain(keyAlias));
        return context(one);
    }

    private SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, password);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public SSLSocketFactory getSSLSocketFactory() throws GeneralSecurityException {
        return getSSLContext().getSocketFactory();
    }

    @Override
    public SSLSocketFactory getSSLSocketFactory(String keyAlias) throws GeneralSecurityException, IOException {
        return getSSLContext(keyAlias).getSocketFactory();
    }
}
