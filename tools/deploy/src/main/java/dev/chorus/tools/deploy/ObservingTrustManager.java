package dev.chorus.tools.deploy;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Records the fingerprint of a server's certificate, then delegates the decision to a check. It extends
 * {@link X509ExtendedTrustManager}, since for a plain trust manager the platform adds its own check of the host name.
 * Thread-safe.
 */
final class ObservingTrustManager extends X509ExtendedTrustManager {

    private final ServerCheck check;
    private volatile CertificateFingerprint lastShown;

    /** Checks a server's certificates. */
    @FunctionalInterface
    private interface ServerCheck {
        void check(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException;
    }

    private ObservingTrustManager(ServerCheck check) {
        this.check = check;
    }

    /** Delegates to another trust manager, which also checks the host name. */
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

    /** Accepts every certificate. */
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

    /** Signals that the certificate differs from the pinned one. */
    static final class PinMismatchException extends CertificateException {

        private static final long serialVersionUID = 1L;

        PinMismatchException() {
            super("it is not the pinned one");
        }
    }
}
