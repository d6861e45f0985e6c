package dev.chorus.tools.cli;

import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.deploy.BrokerLogin;
import dev.chorus.tools.deploy.Role;
import dev.chorus.tools.deploy.WantedComponent;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for a gateway's role and the configuration of its component. */
final class ComponentOptions {

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "variant, aggregator or web (REST and the status page).")
    private Role role;

    @Option(
            names = "--broker",
            required = true,
            paramLabel = "URL",
            description = "The MQTT broker as the gateway reaches it, mqtt[s]://HOST[:PORT].")
    private String broker;

    @Option(
            names = "--broker-user",
            paramLabel = "NAME",
            description = {
                "User name for the broker" + Passwords.BROKER_TEXT,
                "The password is sent if the gateway has none or the name changed."
            })
    private String brokerUser;

    @Option(names = "--new-broker-password", description = "Send the broker's password even if the gateway has one.")
    private boolean newBrokerPassword;

    @Option(names = "--family", required = true, paramLabel = "NAME", description = "The family of the variants.")
    private String family;

    @Option(names = "--variant", paramLabel = "ID", description = "Member of the family; required with --role variant.")
    private String variant;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The component's name on the gateway (default: chorus-ROLE).")
    private String name;

    Role role() {
        return role;
    }

    String family() {
        return family;
    }

    /** Returns the variant: present for {@link Role#VARIANT}, empty for the other roles. */
    Optional<String> variant() {
        return Optional.ofNullable(variant);
    }

    /** Returns the configuration that the component should have. */
    WantedComponent component(CommandSpec command, Passwords passwords) {
        String url = Mistakes.refused(command, "--broker", "brokerUrl", () -> BrokerAddress.parse(broker))
                .toString();
        Mistakes.refused(command, "--family", "family", () -> new Topics(Topics.DEFAULT_ROOT, family));
        if ((role == Role.VARIANT) != (variant != null)) {
            throw Mistakes.mistake(
                    command, variant == null ? "--role variant needs --variant" : "--variant requires --role variant");
        }
        if (newBrokerPassword && brokerUser == null) {
            throw Mistakes.mistake(command, "--new-broker-password requires --broker-user");
        }
        Optional<BrokerLogin> login = Optional.ofNullable(brokerUser)
                .map(user -> new BrokerLogin(user, () -> brokerPassword(command, passwords), newBrokerPassword));
        String pid = name == null ? "chorus-" + role.name().toLowerCase(Locale.ROOT) : name;
        return Mistakes.refused(
                command, "--name", "name", () -> WantedComponent.of(role, pid, url, family, variant(), login));
    }

    private char[] brokerPassword(CommandSpec command, Passwords passwords) {
        char[] password = passwords.of(
                command, "--broker-user", Passwords.BROKER_VARIABLE, "Password of " + brokerUser + " on " + broker);
        if (BrokerLogin.PLACEHOLDER.equals(new String(password))) {
            throw Mistakes.mistake(
                    command,
                    "the password of --broker-user is '" + BrokerLogin.PLACEHOLDER
                            + "', the placeholder that gateways show instead of passwords; enter the password itself");
        }
        return password;
    }
}
