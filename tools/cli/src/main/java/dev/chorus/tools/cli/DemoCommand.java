package dev.chorus.tools.cli;

import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.tools.command.CommandFailure;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.demo.Demo;
import dev.chorus.tools.demo.DemoFiles;
import dev.chorus.tools.demo.DemoReport;
import dev.chorus.tools.demo.DemoSettings;
import dev.chorus.tools.demo.ReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus demo}: runs broker, gateways and requester on one machine. */
@Command(
        name = "demo",
        header = "Watch gateways classify pictures.",
        description = "Each gateway is a JVM of its own with the built deployment packages installed. Half-way some are"
                + " killed; the answers keep coming. The exit code is 0 when every picture was answered.",
        mixinStandardHelpOptions = true,
        versionProvider = ChorusVersion.class)
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Option(
            names = "--gateways",
            paramLabel = "N",
            defaultValue = "4",
            description = "Gateways with a variant, 1 to " + DemoSettings.MAX_GATEWAYS
                    + " (default: ${DEFAULT-VALUE}); the aggregator has one more.")
    private int gateways;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "200",
            description = "Number of pictures (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--lose",
            paramLabel = "N",
            defaultValue = "1",
            description = "Gateways to kill half-way, fewer than --gateways (default: ${DEFAULT-VALUE}).")
    private int lose;

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "Broker such as mqtt://localhost:1883 (default: an embedded one).")
    private String brokerUrl;

    @Option(names = "--keep", description = "Keep running with the status page after the last picture, until Ctrl+C.")
    private boolean keep;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results to FILE as JSON.")
    private Path json;

    @Override
    public Integer call() throws IOException, InterruptedException, CommandFailure {
        DemoSettings settings = settings();
        Mistakes.checkFileToWrite(command, "--json", json);
        Path home = CloneFolder.require(command);
        boolean live = Terminal.isLive();
        DemoReport report = new Demo(new DemoFiles(home), command.commandLine().getOut(), live).run(settings);
        if (json != null) {
            ReportJson.write(report, json);
        }
        if (!report.isComplete()) {
            long unanswered = report.sent() - report.fused().answers();
            throw new CommandFailure(unanswered + " of " + report.sent() + " pictures have no answer");
        }
        return ExitCode.OK;
    }

    private DemoSettings settings() {
        Optional<BrokerAddress> broker = Optional.ofNullable(brokerUrl)
                .map(url -> Mistakes.refused(command, "--broker", "brokerUrl", () -> BrokerAddress.parse(url)));
        try {
            return new DemoSettings(gateways, pictures, lose, broker, keep);
        } catch (IllegalArgumentException e) {
            throw Mistakes.mistake(command, "--" + e.getMessage());
        }
    }
}
