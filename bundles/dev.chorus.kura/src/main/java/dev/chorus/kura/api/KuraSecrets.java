package dev.chorus.kura.api;

import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.mqtt.service.LinkTls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.ssl.SslManagerService;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A gateway's secrets as its Kura keeps them. A component's references hand their services over to it. Safe for any thread.
 *
 * <p>Kura tells a component its new configuration before it binds the TLS service that this configuration names, so a service
 * that is not the one asked for is not taken, and the right one is waited for.
 */
public final class KuraSecrets implements LinkSecrets {

    /** Far more than the time between a new configuration and the service that it names. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Duration patience;
    private volatile CryptoService cryptoService;
    private Bound bound;
    private long changes;

    /** A TLS service as it is at the moment. No lock is held while it is asked: that can take long. */
    private record Bound(SslManagerService service, Map<String, ?> properties, long change) {

        LinkTls tls(String target, String keyAlias) throws GeneralSecurityException, IOException {
            return keyAlias == null
                    ? new LinkTls(List.of(change, target), service.getSSLSocketFactory())
                    : new LinkTls(List.of(change, target, keyAlias), service.getSSLSocketFactory(keyAlias));
        }
    }

    /** Without any service yet. */
    public KuraSecrets() {
        this(PATIENCE);
    }

    KuraSecrets(Duration patience) {
        this.patience = patience;
    }

    /** Decrypts passwords from now on. */
    public void setCryptoService(CryptoService service) {
        cryptoService = service;
    }

    /**
     * Makes TLS from now on; called again when the service has changed.
     *
     * @param properties of the service
     */
    public synchronized void setSslManagerService(SslManagerService service, Map<String, ?> properties) {
        bound = new Bound(service, properties, ++changes);
        notifyAll();
    }

    /** Makes TLS no more, if it is the one that does. */
    public synchronized void unsetSslManagerService(SslManagerService service) {
        if (bound != null && bound.service() == service) {
            bound = null;
        }
    }

    /** {@inheritDoc} Kura delivers an encrypted String; a {@link Password} is taken too. */
    @Override
    public char[] password(Object configured) throws KuraException {
        if (configured instanceof Password password) {
            return password.getPassword();
        }
        CryptoService service = cryptoService;
        if (service == null) {
            throw new IllegalStateException("no CryptoService is there");
        }
        return service.decryptAes(configured.toString().toCharArray());
    }

    @Override
    public LinkTls tls(String target, String keyAlias) throws Exception {
        return awaitBound(filter(target)).tls(target, keyAlias);
    }

    private static Filter filter(String target) {
        try {
            return FrameworkUtil.createFilter(target);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("allowed is a filter such as (kura.service.pid=NAME)", e);
        }
    }

    private synchronized Bound awaitBound(Filter wanted) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (bound == null || !wanted.matches(bound.properties())) {
            long leftMillis = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                throw new IllegalStateException("this gateway has no such SslManagerService");
            }
            wait(leftMillis);
        }
        return bound;
    }
}
