package dev.chorus.kura.standin;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
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

    /** Kura 5.6 ignores the alias where the keys come from a KeystoreService, as they always do there. */
    @Override
    public SSLContext getSSLContext(String keyAlias) throws GeneralSecurityException, IOException {
        return context(store);
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
