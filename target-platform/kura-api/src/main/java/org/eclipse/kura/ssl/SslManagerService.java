package org.eclipse.kura.ssl;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.osgi.annotation.versioning.ProviderType;

/** TLS by the key stores and the settings of a gateway; there may be several, told apart by {@code kura.service.pid}. */
@ProviderType
public interface SslManagerService {

    /**
     * A context with all keys that the service has.
     *
     * @throws GeneralSecurityException if keys or trust cannot be used
     * @throws IOException if a key store cannot be read
     */
    SSLContext getSSLContext() throws GeneralSecurityException, IOException;

    /**
     * A context with one key.
     *
     * @param keyAlias the key's name in its key store
     * @throws GeneralSecurityException if keys or trust cannot be used
     * @throws IOException if a key store cannot be read
     */
    SSLContext getSSLContext(String keyAlias) throws GeneralSecurityException, IOException;

    /**
     * Makes sockets of {@link #getSSLContext()}.
     *
     * @throws GeneralSecurityException if keys or trust cannot be used
     * @throws IOException if a key store cannot be read
     */
    SSLSocketFactory getSSLSocketFactory() throws GeneralSecurityException, IOException;

    /**
     * Makes sockets of {@link #getSSLContext(String)}.
     *
     * @param keyAlias the key's name in its key store
     * @throws GeneralSecurityException if keys or trust cannot be used
     * @throws IOException if a key store cannot be read
     */
    SSLSocketFactory getSSLSocketFactory(String keyAlias) throws GeneralSecurityException, IOException;
}
