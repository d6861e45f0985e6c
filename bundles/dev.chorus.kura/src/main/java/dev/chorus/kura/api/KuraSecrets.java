package dev.chorus.kura.api;

import dev.chorus.mqtt.service.ClientIds;
import dev.chorus.mqtt.service.HardwareIds;
import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.mqtt.service.LinkTls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.ssl.SslManagerService;
import org.eclipse.kura.system.SystemService;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * Provides the secrets that a gateway's Kura stores. The references of a component pass their services to it. Safe
 * for any thread.
 *
 * <p>Kura passes a new configuration to a component before it binds the TLS service that the configuration names. A
 * service that does not match is therefore not used, and the matching one is awaited.
 */
public final class KuraSecrets implements LinkSecrets {

    /** Far longer than the time between a new configuration and the binding of its service. */
    private static final Duration BIND_LIMIT = Duration.ofMillis(500);

    private static final String IDENTITY_FILE = "chorus-gateway.properties";

    private final Duration bindLimit;
    private final Supplier<Path> dataArea;
    private volatile CryptoService cryptoService;
    private volatile SystemService systemService;
    private Bound bound;
    private long changes;

    /** A bound TLS service. It is called without a lock, since the call can take long. */
    private record Bound(SslManagerService service, Map<String, ?> properties, long change) {

        LinkTls tls(String target, String keyAlias) throws GeneralSecurityException, IOException {
            return keyAlias == null
                    ? new LinkTls(List.of(change, target), service.getSSLSocketFactory())
                    : new LinkTls(List.of(change, target, keyAlias), service.getSSLSocketFactory(keyAlias));
        }
    }

    /** Creates an instance without services. */
    public KuraSecrets() {
        this(BIND_LIMIT, KuraSecrets::ownDataArea);
    }

    /**
     * @param bindLimit how long to wait for the TLS service that a configuration names
     * @param dataArea returns the folder for the gateway's identity where Kura provides none
     */
    KuraSecrets(Duration bindLimit, Supplier<Path> dataArea) {
        this.bindLimit = bindLimit;
        this.dataArea = dataArea;
    }

    /** Returns the data area of this bundle; outside a framework a folder for temporary files. */
    private static Path ownDataArea() {
        return Optional.ofNullable(FrameworkUtil.getBundle(KuraSecrets.class))
                .map(bundle -> bundle.getDataFile(""))
                .map(File::toPath)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Sets the service that identifies the gateway's hardware. */
    public void setSystemService(SystemService service) {
        systemService = service;
    }

    /**
     * {@inheritDoc} The identity is stored in Kura's data folder: the data area of a bundle of Kura is below
     * {@code /tmp} and is lost at a restart of the machine.
     */
    @Override
    public String gateway() {
        SystemService service = systemService;
        if (service == null) {
            return ClientIds.gateway(dataArea.get().resolve(IDENTITY_FILE), HardwareIds.UNKNOWN);
        }
        Path folder = value(service::getKuraDataDirectory)
                .map(Path::of)
                .filter(Files::isWritable)
                .orElseGet(dataArea);
        return ClientIds.gateway(
                folder.resolve(IDENTITY_FILE),
                HardwareIds.of(
                        value(service::getPrimaryMacAddress).orElse(null),
                        value(service::getSerialNumber).orElse(null)));
    }

    /** Returns empty on failure: Kura's network service, which provides the MAC address, may still be starting. */
    private static Optional<String> value(Supplier<String> supplier) {
        try {
            return Optional.ofNullable(supplier.get());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Sets the service that decrypts passwords. */
    public void setCryptoService(CryptoService service) {
        cryptoService = service;
    }

    /**
     * Sets the TLS service; called again when its properties have changed.
     *
     * @param properties of the service
     */
    public synchronized void setSslManagerService(SslManagerService service, Map<String, ?> properties) {
        bound = new Bound(service, properties, ++changes);
        notifyAll();
    }

    /** Removes the TLS service if it is the current one. */
    public synchronized void unsetSslManagerService(SslManagerService service) {
        if (bound != null && bound.service() == service) {
            bound = null;
        }
    }

    /** {@inheritDoc} Kura delivers an encrypted String; a {@link Password} is accepted too. */
    @Override
    public char[] password(Object configured) throws KuraException {
        if (configured instanceof Password password) {
            return password.getPassword();
        }
        CryptoService service = cryptoService;
        if (service == null) {
            throw new IllegalStateException("no CryptoService is available");
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
            throw new IllegalArgumentException("not a filter such as (kura.service.pid=NAME)", e);
        }
    }

    private synchronized Bound awaitBound(Filter wanted) throws InterruptedException {
        long end = System.nanoTime() + bindLimit.toNanos();
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
