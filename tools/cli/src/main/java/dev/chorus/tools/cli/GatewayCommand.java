package dev.chorus.tools.cli;

import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.mqtt.service.ClientIds;
import dev.chorus.mqtt.service.HardwareIds;
import dev.chorus.tools.command.CommandFailure;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.FolderInUseException;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.eclipse.kura.configuration.Password;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code chorus gateway}: runs one gateway without Kura, in a laboratory or on a host under systemd.
 *
 * <p>Ctrl+C and a service manager signal the process group, so the gateway's own process shuts down in parallel with
 * this one. The shutdown hook passes on a signal that only this process received. In both cases the hook returns when
 * the gateway has ended.
 */
@Command(
        name = "gateway",
        header = "Run a gateway without Kura: variants, an aggregator, REST.",
        description = {
            "Runs the built packages in Equinox until Ctrl+C or SIGTERM, in a laboratory or on a host under systemd.",
            "There is no authentication, so HTTP listens on 127.0.0.1 only."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ChorusVersion.class)
final class GatewayCommand implements Callable<Integer> {

    /** Time limit for one step of the start. */
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(90);

    private static final int MAX_NAME_LENGTH = 64;
    private static final String IDENTITY_FILE = "gateway.properties";

    @Spec
    private CommandSpec command;

    @Option(
            names = "--broker",
            required = true,
            paramLabel = "URL",
            description = "mqtt://HOST[:1883], or with TLS mqtts://HOST[:8883].")
    private String brokerUrl;

    @Mixin
    private HostedOptions hosted;

    @Option(names = "--user", paramLabel = "NAME", description = "User name for the broker" + Passwords.BROKER_TEXT)
    private String user;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Property of all components, such as topic.root=hall2 or deadline.ms=500; repeatable.")
    private Map<String, String> more = Map.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name of its folder and log in --data, and part of its client ids (default: from the components, such as"
                            + " parts-aggregator or parts-p64).")
    private String name;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for data and logs; created if missing (default: target/gateway of the clone).")
    private Path data;

    @Override
    public Integer call() throws IOException, InterruptedException, CommandFailure {
        BrokerAddress broker = Mistakes.refused(command, "--broker", "brokerUrl", () -> BrokerAddress.parse(brokerUrl));
        hosted.check(command);
        if (name == null) {
            name = hosted.name(MAX_NAME_LENGTH);
        }
        if (!name.matches("[A-Za-z0-9_-]{1," + MAX_NAME_LENGTH + "}")) {
            throw Mistakes.mistake(
                    command, "--name must be 1 to " + MAX_NAME_LENGTH + " of A-Z a-z 0-9 _ -, was '" + name + "'");
        }
        Path home = CloneFolder.require(command);
        ClonePackages clone = new ClonePackages(home);
        Path folder = dataFolder(home).resolve(name);
        GatewaySetup setup = new GatewaySetup(
                folder,
                clone.platform(),
                hosted.packages(command, clone),
                components(broker, ClientIds.gateway(folder.resolveSibling(IDENTITY_FILE), HardwareIds.UNKNOWN)),
                folder.resolveSibling(name + ".log"));
        try (GatewayProcess gateway = GatewayProcess.launch(hosted.http()
                .map(port -> setup.with(new GatewaySetup.Http(clone.http(), port)))
                .orElse(setup))) {
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "gateway-end"));
            return run(gateway, setup.logFile());
        }
    }

    private Path dataFolder(Path home) {
        if (data != null) {
            return data.toAbsolutePath();
        }
        if (InstallCommand.isInstalled(home)) {
            throw Mistakes.mistake(command, "--data is required: the installed folder is read-only, " + home);
        }
        return home.resolve("target/gateway");
    }

    private int run(GatewayProcess gateway, Path log) throws IOException, InterruptedException, CommandFailure {
        try {
            gateway.awaitReady(STEP_TIMEOUT);
            PrintWriter out = command.commandLine().getOut();
            out.println(name + " is up, logs in " + log);
            hosted.http().ifPresent(port -> out.println("Status page: http://127.0.0.1:" + port + "/chorus"));
            out.flush();
            gateway.awaitEnd();
        } catch (FolderInUseException e) {
            throw Mistakes.mistake(command, e.getMessage() + "; use --name for a separate folder");
        } catch (IOException e) {
            if (!gateway.isStopped()) {
                throw e;
            }
        }
        if (!gateway.isStopped()) {
            throw new CommandFailure(name + " ended unexpectedly, see " + log);
        }
        // Ended by a signal to the process group, which this process may receive later.
        return gateway.awaitEnd();
    }

    /** @param host host name of this machine, part of the client ids */
    private List<ComponentSettings> components(BrokerAddress broker, String host) {
        Map<String, Object> shared = new HashMap<>();
        shared.put("broker.url", broker.toString());
        shared.put("family", hosted.family());
        shared.putAll(more);
        if (user != null) {
            shared.put("user", user);
            shared.put(
                    "password",
                    new Password(
                            new Passwords().of(command, "--user", Passwords.BROKER_VARIABLE, "Password of " + user)));
        }
        List<HostedOptions.Hosted> each = hosted.components();
        List<ComponentSettings> components = new ArrayList<>();
        for (HostedOptions.Hosted one : each) {
            Map<String, Object> properties = new HashMap<>(one.own());
            // The gateway's own data area is cleared at each start, and several hosts may run a gateway of this name.
            properties.put("client.id", ClientIds.of(host, each.size() == 1 ? name : name + "-" + one.pid()));
            properties.putAll(shared);
            components.add(new ComponentSettings(one.factoryPid(), one.pid(), properties));
        }
        return components;
    }
}
