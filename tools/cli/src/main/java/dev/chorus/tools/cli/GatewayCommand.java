package dev.chorus.tools.cli;

import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.tools.command.CommandFailure;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.eclipse.kura.configuration.Password;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus gateway}: one gateway without Kura, for a laboratory or a host under systemd. */
@Command(
        name = "gateway",
        description = {
            "Runs the built packages in Equinox, without Kura, until it is ended (Ctrl+C): variants, an aggregator, REST.",
            "For a laboratory or a host under systemd; nobody is asked who he is, so HTTP listens on 127.0.0.1 only."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ChorusVersion.class)
final class GatewayCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MAX_PORT = 65_535;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--broker",
            required = true,
            paramLabel = "URL",
            description = "mqtt://HOST[:1883], or with TLS mqtts://HOST[:8883].")
    private String brokerUrl;

    @Option(names = "--family", required = true, paramLabel = "NAME", description = "The family that is served.")
    private String family;

    @Option(names = "--variant", paramLabel = "ID", description = "A variant to host; several times for several.")
    private List<String> variants = List.of();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Folder of the family, family.json and models; otherwise the model package that is built here.")
    private Path model;

    @Option(names = "--aggregator", description = "Aggregate, too.")
    private boolean aggregator;

    @Option(names = "--http", paramLabel = "PORT", description = "REST and the status page at this port of 127.0.0.1.")
    private Integer http;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Log in at the broker with this name; the password comes from "
                    + BrokerOptions.PASSWORD_VARIABLE + " or is asked for.")
    private String user;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A property of all its components, such as topic.root=hall2 or deadline.ms=500; several times.")
    private Map<String, String> more = Map.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "What it is called: its folder below target/gateway, and the beginning of client ids (default: gateway).")
    private String name = "gateway";

    @Override
    public Integer call() throws IOException, InterruptedException, CommandFailure {
        BrokerAddress broker = Mistakes.refused(command, "--broker", "brokerUrl", () -> BrokerAddress.parse(brokerUrl));
        check();
        Path home = CloneFolder.require(command);
        ClonePackages clone = new ClonePackages(home);
        Path folder = home.resolve("target/gateway").resolve(name);
        Files.createDirectories(folder.getParent());
        GatewaySetup setup = new GatewaySetup(
                folder, clone.platform(), packages(clone), components(broker), folder.resolveSibling(name + ".log"));
        try (GatewayProcess gateway =
                GatewayProcess.launch(http == null ? setup : setup.with(new GatewaySetup.Http(clone.http(), http)))) {
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "gateway-end"));
            gateway.awaitReady(PATIENCE);
            PrintWriter out = command.commandLine().getOut();
            out.println(name + " is up; it logs to " + setup.logFile());
            if (http != null) {
                out.println("Status page: http://127.0.0.1:" + http + "/services/chorus/v1/page");
            }
            out.flush();
            gateway.awaitEnd();
        }
        throw new CommandFailure(name + " has ended, see " + setup.logFile());
    }

    private void check() {
        if (variants.isEmpty() && !aggregator && http == null) {
            throw Mistakes.mistake(
                    command, "nothing to run, allowed is at least one of --variant, --aggregator, --http");
        }
        if (http != null && (http < 1 || http > MAX_PORT)) {
            throw Mistakes.mistake(command, "--http is " + http + ", allowed is 1.." + MAX_PORT);
        }
        if (!name.matches("[A-Za-z0-9_-]{1,32}")) {
            throw Mistakes.mistake(command, "--name is '" + name + "', allowed are 1..32 of A-Z a-z 0-9 _ -");
        }
        if (model != null && !Files.isRegularFile(model.resolve("family.json"))) {
            throw Mistakes.mistake(command, "--model is " + model + ", where there is no family.json");
        }
    }

    private List<Path> packages(ClonePackages clone) throws IOException {
        List<String> names = new ArrayList<>(List.of("chorus-core"));
        if (aggregator) {
            names.add("chorus-aggregator");
        }
        if (http != null) {
            names.add("chorus-web");
        }
        if (!variants.isEmpty()) {
            names.addAll(List.of("chorus-onnxruntime", "chorus-variant"));
        }
        if (model == null) {
            variants.forEach(variant -> names.add("chorus-model-" + family + "-" + variant));
        }
        List<Path> files = new ArrayList<>();
        for (String each : names) {
            try {
                files.add(clone.packageFile(each));
            } catch (IOException e) {
                throw Mistakes.mistake(
                        command, "there is no package " + each + "; --model DIR takes a family from its folder");
            }
        }
        return files;
    }

    private List<ComponentSettings> components(BrokerAddress broker) {
        List<ComponentSettings> components = new ArrayList<>();
        if (aggregator) {
            components.add(component("aggregator", "dev.chorus.aggregator.AggregatorService", broker, Map.of()));
        }
        for (String variant : variants) {
            Map<String, Object> own = new HashMap<>(Map.of("variant", variant));
            if (model != null) {
                own.put("model.folder", model.toAbsolutePath().toString());
            }
            components.add(component(variant, "dev.chorus.variant.VariantService", broker, own));
        }
        if (http != null) {
            components.add(component("web", "dev.chorus.web.WebService", broker, Map.of("pictures", true)));
        }
        return components;
    }

    private ComponentSettings component(String pid, String factory, BrokerAddress broker, Map<String, Object> own) {
        Map<String, Object> properties = new HashMap<>(own);
        properties.put("broker.url", broker.toString());
        properties.put("family", family);
        properties.put("client.id", name + "-" + pid);
        properties.putAll(more);
        if (user != null) {
            properties.put("user", user);
            properties.put(
                    "password",
                    new Password(new Passwords()
                            .of(command, "--user", BrokerOptions.PASSWORD_VARIABLE, "Password of " + user)));
        }
        return new ComponentSettings(factory, pid, properties);
    }
}
