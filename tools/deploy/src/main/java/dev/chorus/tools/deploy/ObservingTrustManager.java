package dev.chorus.tools.deploy;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Keeps the fingerprint of the certificate that a server shows, then leaves the decision to a check. It is of the extended kind, since
 * around a plain trust manager the platform compares the host's name by itself. Thread-safe.
 */
final class ObservingTrustManager extends X509ExtendedTrustManager {

    private final ServerCheck check;
    private volatile CertificateFingerprint lastShown;

    /** Decides about a server's certificates. */
    @FunctionalInterface
    private interface ServerCheck {
        void check(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException;
    }

    private ObservingTrustManager(ServerCheck check) {
        this.check = check;
    }

    /** Decides as another trust manager, which also checks the host's name. */
    static ObservingTrustManager of(X509ExtendedTrustManager other) {
        return new ObservingTrustManager(other::checkServerTrusted);
    }

    /** Accepts exactly one certificate. */
    static ObservingTrustManager ofPin(CertificateFingerprint pin) {
        return new ObservingTrustManager((chain, type, engine) -> {
            if (!CertificateFingerprint.of(chain[0]).equals(pin)) {
                throw new PinMismatchException();
            }
        });
    }

    /** Accepts everything. */
    static ObservingTrustManager ofAnything() {
        return new ObservingTrustManager((chain, type, engine) -> {});
    }

    Optional<CertificateFingerprint> lastShown() {
        return Optional.ofNullable(lastShown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        lastShown = CertificateFingerprint.of(chain[0]);
        check.check(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("only for connections with an engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("only for connections with an engine");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("only for servers");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("only for servers");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("only for servers");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** The certificate is another one than the pinned one. */
    static final class PinMismatchException extends CertificateException {

        private static final long serialVersionUID = 1L;

        PinMismatchException() {
            super("it is not the pinned one");
        }
    }
}
