package dev.chorus.tools.cli;

import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.deploy.CertificateFingerprint;
import dev.chorus.tools.deploy.GatewayAddress;
import dev.chorus.tools.deploy.GatewayServices;
import dev.chorus.tools.deploy.GatewayTrust;
import dev.chorus.tools.deploy.Login;
import dev.chorus.tools.deploy.NewPassword;
import dev.chorus.tools.deploy.Reporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for the connection to a gateway's REST services. */
final class GatewayOptions {

    @Option(
            names = "--gateway",
            required = true,
            paramLabel = "URL",
            description = "Gateway as https://HOST[:PORT], or the address of its console.")
    private String url;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "NAME",
            description = {
                "User name for the gateway, such as admin" + Passwords.GATEWAY_TEXT,
                "A new password, if the gateway demands one: " + Passwords.NEW_GATEWAY_VARIABLE + " or a prompt."
            })
    private String user;

    @Option(
            names = "--pin",
            paramLabel = "SHA256",
            description =
                    "Accept only the certificate with this fingerprint, for any host name. Without this option the"
                            + " error shows the fingerprint.")
    private String pin;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Accept the certificates in FILE (PEM or DER) and certificates they signed.")
    private Path authorities;

    @Option(names = "--insecure", description = "Accept any certificate for any host name.")
    private boolean insecure;

    /** Returns the gateway's address. */
    GatewayAddress address(CommandSpec command) {
        return Mistakes.refused(command, "--gateway", "gateway", () -> GatewayAddress.parse(url));
    }

    /**
     * Returns the gateway's services; no request has been sent yet.
     *
     * @param mayChangePassword whether to change the password if the gateway demands it
     * @param reporter reports a password change
     */
    GatewayServices connect(CommandSpec command, Passwords passwords, boolean mayChangePassword, Reporter reporter)
            throws IOException {
        GatewayAddress address = address(command);
        GatewayTrust trust = trust(command, address);
        char[] password =
                passwords.of(command, "--user", Passwords.GATEWAY_VARIABLE, "Password of " + user + " on " + address);
        NewPassword newPassword = newPassword(command, passwords, address, mayChangePassword);
        Login login = Mistakes.refused(command, "--user", "user", () -> new Login(user, password, newPassword));
        return new GatewayServices(address, login, trust, name -> reporter.step("password of " + name + ": changed"));
    }

    private NewPassword newPassword(
            CommandSpec command, Passwords passwords, GatewayAddress address, boolean mayChangePassword) {
        String variable = Passwords.NEW_GATEWAY_VARIABLE;
        return mayChangePassword
                ? new NewPassword(
                        passwords.known(variable),
                        () -> passwords.chosen(
                                command, address + " demands a change of the password. New password of " + user),
                        "set " + variable + ", or run in a terminal")
                : new NewPassword(Optional.empty(), Optional::empty, "a dry run changes no password");
    }

    private GatewayTrust trust(CommandSpec command, GatewayAddress address) throws IOException {
        if (Stream.of(pin != null, authorities != null, insecure)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw Mistakes.mistake(command, "--pin, --ca and --insecure exclude each other");
        }
        if (pin != null) {
            if (address.isOpen()) {
                throw Mistakes.mistake(command, "--pin requires an https gateway, was " + address);
            }
            return GatewayTrust.pinned(
                    Mistakes.refused(command, "--pin", "pin", () -> CertificateFingerprint.parse(pin)));
        }
        if (authorities == null) {
            return insecure ? GatewayTrust.anything() : GatewayTrust.platform();
        }
        if (!Files.isRegularFile(authorities)) {
            throw Mistakes.mistake(command, "--ca must be a file, was " + authorities);
        }
        try {
            return GatewayTrust.certificates(authorities);
        } catch (IllegalArgumentException e) {
            throw Mistakes.mistake(command, "--ca: " + e.getMessage());
        }
    }
}
