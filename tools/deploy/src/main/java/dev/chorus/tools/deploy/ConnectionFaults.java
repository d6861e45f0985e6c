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

/** Explains in one line why a connection to a gateway failed. */
final class ConnectionFaults {

    private ConnectionFaults() {}

    /** Converts an exception of the HTTP client. */
    static GatewayException explain(GatewayAddress gateway, GatewayTrust trust, IOException fault) {
        if (causedBy(fault, UnresolvedAddressException.class)) {
            String host = gateway.services().getHost();
            return new GatewayException(Kind.MISTAKE, "unknown host " + host, fault);
        }
        if (causedBy(fault, CertificateException.class) || causedBy(fault, CertPathValidatorException.class)) {
            return new GatewayException(Kind.MISTAKE, certificate(gateway, trust, fault), fault);
        }
        if (fault instanceof SSLException
                && !causedBy(fault, EOFException.class)
                && !causedBy(fault, SocketException.class)) {
            String message =
                    "no TLS connection to " + gateway + " (" + fault.getMessage() + "); does it require http://?";
            return new GatewayException(Kind.MISTAKE, message, fault);
        }
        if (fault instanceof HttpTimeoutException) {
            return new GatewayException(Kind.UNREACHABLE, "no response from " + gateway, fault);
        }
        if (fault instanceof ConnectException) {
            return new GatewayException(Kind.UNREACHABLE, "cannot connect to " + gateway + detail(fault), fault);
        }
        String hint = gateway.isOpen() ? "; does it require https://?" : "";
        return new GatewayException(Kind.UNREACHABLE, gateway + " closed the connection" + detail(fault) + hint, fault);
    }

    private static String certificate(GatewayAddress gateway, GatewayTrust trust, IOException fault) {
        String shown = trust.lastShown().map(CertificateFingerprint::text).orElse("SHA256");
        if (causedBy(fault, ObservingTrustManager.PinMismatchException.class)) {
            return "the certificate of " + gateway + " is not the pinned one: its fingerprint is " + shown;
        }
        String pin = "compare its fingerprint with the gateway's, then accept it with --pin " + shown;
        String insecure = ", or accept any with --insecure";
        if (causedBy(fault, CertPathBuilderException.class)) {
            return gateway + " has a certificate that no trusted authority signed, such as Kura's default; " + pin
                    + ", or name its authority with --ca FILE" + insecure;
        }
        // Another authority changes neither time nor name.
        if (causedBy(fault, CertificateExpiredException.class)) {
            return "the certificate of " + gateway + " has expired; " + pin + insecure;
        }
        return "the certificate of " + gateway + " is not valid for this host (" + rootMessage(fault)
                + "); use the certificate's host name, or " + pin + insecure;
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
