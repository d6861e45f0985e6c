package dev.chorus.tools.deploy;

import dev.chorus.tools.deploy.GatewayException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;

/** Explains in one line why a gateway did not answer. */
final class ConnectionFaults {

    private ConnectionFaults() {}

    /** What an exception of the HTTP client means. */
    static GatewayException explain(GatewayAddress gateway, GatewayTrust trust, IOException fault) {
        if (causedBy(fault, UnresolvedAddressException.class)) {
            String host = gateway.services().getHost();
            return new GatewayException(Kind.MISTAKE, "no host is called " + host, fault);
        }
        if (causedBy(fault, CertificateException.class) || causedBy(fault, CertPathValidatorException.class)) {
            return new GatewayException(Kind.MISTAKE, certificate(gateway, trust, fault), fault);
        }
        if (fault instanceof SSLException
                && !causedBy(fault, EOFException.class)
                && !causedBy(fault, SocketException.class)) {
            String message = "no TLS connection to " + gateway + " (" + fault.getMessage() + "); is it http://?";
            return new GatewayException(Kind.MISTAKE, message, fault);
        }
        if (fault instanceof HttpTimeoutException) {
            return new GatewayException(Kind.UNREACHABLE, gateway + " does not answer", fault);
        }
        if (fault instanceof ConnectException) {
            return new GatewayException(Kind.UNREACHABLE, "no connection to " + gateway + detail(fault), fault);
        }
        String hint = gateway.isOpen() ? "; is it https://?" : "";
        return new GatewayException(Kind.UNREACHABLE, gateway + " broke the connection" + detail(fault) + hint, fault);
    }

    private static String certificate(GatewayAddress gateway, GatewayTrust trust, IOException fault) {
        String shown = trust.lastShown().map(CertificateFingerprint::text).orElse("SHA256");
        if (causedBy(fault, ObservingTrustManager.PinMismatchException.class)) {
            return "the certificate of " + gateway + " is not the pinned one: its fingerprint is " + shown;
        }
        String pin = "compare its fingerprint with the gateway's, then accept it with --pin " + shown;
        String insecure = ", or accept any with --insecure";
        if (causedBy(fault, CertPathBuilderException.class)) {
            return gateway + " shows a certificate that no trusted authority has signed, as Kura's own; " + pin
                    + ", or name who signed it with --ca FILE" + insecure;
        }
        // An authority changes neither the time nor the name.
        if (causedBy(fault, CertificateExpiredException.class)) {
            return "the certificate of " + gateway + " has expired; " + pin + insecure;
        }
        return "the certificate of " + gateway + " does not fit (" + rootMessage(fault)
                + "); use the name that it is for, or " + pin + insecure;
    }

    private static boolean causedBy(Throwable fault, Class<? extends Throwable> type) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    private static String rootMessage(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    private static String detail(IOException fault) {
        return fault.getMessage() == null ? "" : " (" + fault.getMessage() + ")";
    }
}
