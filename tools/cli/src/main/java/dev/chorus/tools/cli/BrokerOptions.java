package dev.chorus.tools.cli;

import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.tools.command.Mistakes;
import java.util.HexFormat;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Shared options for the connection to a broker. */
final class BrokerOptions {

    @Option(
            names = "--broker",
            required = true,
            paramLabel = "URL",
            description = "mqtt://HOST[:1883], or with TLS mqtts://HOST[:8883].")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", description = "User name for the broker" + Passwords.BROKER_TEXT)
    private String user;

    /** Returns connection settings with a random client id. */
    LinkSettingsBuilder settings(CommandSpec command) {
        String clientId = "chorus-cli-" + HexFormat.of().formatHex(RequestClient.newId(), 0, 6);
        LinkSettingsBuilder settings =
                Mistakes.refused(command, "--broker", "brokerUrl", () -> LinkSettings.builder(url, clientId));
        return user == null
                ? settings
                : settings.user(user)
                        .password(new Passwords()
                                .of(command, "--user", Passwords.BROKER_VARIABLE, "Password of " + user));
    }
}
