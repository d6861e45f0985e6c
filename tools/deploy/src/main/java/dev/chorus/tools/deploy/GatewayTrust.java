package dev.chorus.tools.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides which TLS certificate of a gateway is accepted, and records the fingerprint of the last one. Kura's default
 * certificate is self-signed and matches no host. Thread-safe.
 */
public final class GatewayTrust {

    private final ObservingTrustManager manager;
    private final SSLContext context;

    private GatewayTrust(ObservingTrustManager manager) {
        this.manager = manager;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, new SecureRandom());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /** Trusts the JVM's authorities. */
    public static GatewayTrust platform() {
        try {
            return new GatewayTrust(ObservingTrustManager.of(managerOf(null)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has trusted certificates", e);
        }
    }

    /**
     * Trusts the certificates of a file and those that they signed. The host name must match the certificate.
     *
     * @param file PEM with one or more certificates, or DER
     * @throws IllegalArgumentException if the file contains no certificate
     * @throws IOException if the file cannot be read
     */
    public static GatewayTrust certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new CertificateException("it is empty");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("gateway-" + store.size(), certificate);
            }
            return new GatewayTrust(ObservingTrustManager.of(managerOf(store)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " must contain X.509 certificates as PEM or DER", e);
        }
    }

    private static X509ExtendedTrustManager managerOf(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
    }

    /** Trusts only the certificate with this fingerprint, whatever host, validity and issuer it has. */
    public static GatewayTrust pinned(CertificateFingerprint fingerprint) {
        return new GatewayTrust(ObservingTrustManager.ofPin(fingerprint));
    }

    /** Trusts any certificate for any host name: an attacker on the path can read and change all data. */
    public static GatewayTrust anything() {
        return new GatewayTrust(ObservingTrustManager.ofAnything());
    }

    SSLContext context() {
        return context;
    }

    /** Returns the fingerprint of the last certificate of the gateway; empty before the first. */
    Optional<CertificateFingerprint> lastShown() {
        return manager.lastShown();
    }
}
