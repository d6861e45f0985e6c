package dev.chorus.tools.cli;

import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.deploy.Gateway;
import dev.chorus.tools.deploy.GatewayAddress;
import dev.chorus.tools.deploy.GatewayTrust;
import dev.chorus.tools.deploy.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How to reach a gateway's REST services. */
final class GatewayOptions {

    @Option(
            names = "--gateway",
            required = true,
            paramLabel = "URL",
            description = "The gateway, https://HOST[:PORT] as its console has it.")
    private String url;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "NAME",
            description = "Log in at the gateway with this name, such as admin" + Passwords.GATEWAY_TEXT)
    private String user;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Believe the certificates in this file (PEM or DER) and what they have signed.")
    private Path authorities;

    @Option(
            names = "--insecure",
            description = "Believe any certificate of any host: whoever sits between can read the password.")
    private boolean insecure;

    /** Where it is. */
    GatewayAddress address(CommandSpec command) {
        return Mistakes.refused(command, "--gateway", "gateway", () -> GatewayAddress.parse(url));
    }

    /** The gateway, of which nothing has been asked yet. */
    Gateway connect(CommandSpec command, Passwords passwords) throws IOException {
        GatewayAddress address = address(command);
        SSLContext trust = trust(command);
        char[] password =
                passwords.of(command, "--user", Passwords.GATEWAY_VARIABLE, "Password of " + user + " on " + address);
        Login login = Mistakes.refused(command, "--user", "user", () -> new Login(user, password));
        return new Gateway(address, login, trust);
    }

    private SSLContext trust(CommandSpec command) throws IOException {
        if (authorities == null) {
            return insecure ? GatewayTrust.anything() : GatewayTrust.platform();
        }
        if (insecure) {
            throw Mistakes.mistake(command, "--ca and --insecure exclude each other");
        }
        if (!Files.isRegularFile(authorities)) {
            throw Mistakes.mistake(command, "--ca is " + authorities + ", which is no file");
        }
        try {
            return GatewayTrust.certificates(authorities);
        } catch (IllegalArgumentException e) {
            throw Mistakes.mistake(command, "--ca: " + e.getMessage());
        }
    }
}
