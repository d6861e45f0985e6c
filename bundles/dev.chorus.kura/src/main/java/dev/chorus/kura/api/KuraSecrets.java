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
 * A gateway's secrets as its Kura keeps them. A component's references hand their services over to it. Safe for any thread.
 *
 * <p>Kura tells a component its new configuration before it binds the TLS service that this configuration names, so a service
 * that is not the one asked for is not taken, and the right one is waited for.
 */
public final class KuraSecrets implements LinkSecrets {

    /** Far more than the time between a new configuration and the service that it names. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final String IDENTITY_FILE = "chorus-gateway.properties";

    private final Duration patience;
    private final Supplier<Path> dataArea;
    private volatile CryptoService cryptoService;
    private volatile SystemService systemService;
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
        this(PATIENCE, KuraSecrets::ownDataArea);
    }

    /** @param dataArea returns the folder for the name of the gateway where Kura names none */
    KuraSecrets(Duration patience, Supplier<Path> dataArea) {
        this.patience = patience;
        this.dataArea = dataArea;
    }

    /** The data area of this bundle; outside of a framework a folder for temporary files. */
    private static Path ownDataArea() {
        return Optional.ofNullable(FrameworkUtil.getBundle(KuraSecrets.class))
                .map(bundle -> bundle.getDataFile(""))
                .map(File::toPath)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Identifies the gateway's hardware from now on. */
    public void setSystemService(SystemService service) {
        systemService = service;
    }

    /**
     * {@inheritDoc} It is kept in Kura's data folder: the data area of a bundle of Kura is below {@code /tmp}, and gone after a restart of
     * the machine.
     */
    @Override
    public String gateway() {
        SystemService service = systemService;
        if (service == null) {
            return ClientIds.gateway(dataArea.get().resolve(IDENTITY_FILE), HardwareIds.UNKNOWN);
        }
        Path folder = answer(service::getKuraDataDirectory)
                .map(Path::of)
                .filter(Files::isWritable)
                .orElseGet(dataArea);
        return ClientIds.gateway(
                folder.resolve(IDENTITY_FILE),
                HardwareIds.of(
                        answer(service::getPrimaryMacAddress).orElse(null),
                        answer(service::getSerialNumber).orElse(null)));
    }

    /** Kura's network service, which knows the MAC address, may still be starting. */
    private static Optional<String> answer(Supplier<String> question) {
        try {
            return Optional.ofNullable(question.get());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
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
