package dev.chorus.tools.cli;

import dev.chorus.tools.command.CommandFailure;
import dev.chorus.tools.command.OneLineErrors;
import dev.chorus.tools.command.SafeOutput;
import dev.chorus.tools.command.StandardOutput;
import dev.chorus.tools.simulator.SimulateCommand;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Root of the command line: {@code chorus COMMAND}. */
@Command(
        name = "chorus",
        header = "One image classifier on several Eclipse Kura gateways at once.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = ChorusVersion.class,
        subcommands = {
            DemoCommand.class,
            ClassifyCommand.class,
            DeployCommand.class,
            DescribeCommand.class,
            DrawPartsCommand.class,
            GatewayCommand.class,
            InstallCommand.class,
            PackageCommand.class,
            SimulateCommand.class,
            WatchCommand.class
        },
        footerHeading = "%nBuilt on their first call:%n",
        footer = {
            "  train           Train a family on a folder of pictures.",
            "  bench           Measure gateways: updates, start, memory.",
            "  faults          Kill and freeze gateways, and count what is lost.",
            "  fuzz            Look for input that breaks something.",
            "  soak            See whether gateways grow in the long run.",
            "  evaluate        Measure a family on labelled pictures.",
            "  evaluate-parts  Measure the family of the demo on fresh drawings.",
            "  import          Make a variant of an ONNX classifier trained elsewhere.",
            "  plan            Propose a placement of variants on gateways.",
            "  quantize        Make a family's models a third of their size.",
            "  site            Build the documentation as a site.",
            "  train-parts     Train the family of the demo.",
            "",
            "To begin with:",
            "  ./chorus demo                             watch gateways classify pictures",
            "  ./chorus draw-parts --out parts --count 24",
            "  ./chorus classify --broker mqtt://HOST:1883 --family parts parts/*/*.jpg"
        })
public final class Chorus implements Runnable {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace when something goes wrong.")
    private boolean verbose;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs the command that the arguments name and ends the JVM with its exit code. */
    public static void main(String... args) {
        // Paho logs through java.util.logging, which by default writes to the terminal.
        LogManager.getLogManager().reset();
        System.exit(execute(new StandardOutput(), args));
    }

    private static int execute(StandardOutput output, String... args) {
        Chorus chorus = new Chorus();
        OneLineErrors errors = new OneLineErrors(() -> chorus.verbose);
        CommandLine commandLine = commandLine(chorus, errors).setOut(output.writer());
        int exitCode;
        try {
            exitCode = commandLine.execute(args);
        } catch (Error e) {
            return errors.handleError(e, commandLine);
        }
        return exitCode != ExitCode.OK
                ? exitCode
                : output.failure()
                        .map(failure -> errors.handleExecutionException(
                                new CommandFailure(failure), commandLine, commandLine.getParseResult()))
                        .orElse(exitCode);
    }

    /** Returns the complete command line, ready to execute. */
    static CommandLine commandLine() {
        Chorus chorus = new Chorus();
        return commandLine(chorus, new OneLineErrors(() -> chorus.verbose));
    }

    private static CommandLine commandLine(Chorus chorus, OneLineErrors errors) {
        CommandLine commandLine = new CommandLine(chorus);
        TrainingCommands.addTo(commandLine);
        return errors.on(commandLine)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false);
    }

    @Override
    public void run() {
        spec.commandLine().usage(SafeOutput.raw(spec.commandLine().getOut()));
    }
}
