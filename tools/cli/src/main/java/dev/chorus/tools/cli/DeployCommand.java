package dev.chorus.tools.cli;

import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.deploy.Deployment;
import dev.chorus.tools.deploy.GatewayException;
import dev.chorus.tools.deploy.GatewayServices;
import dev.chorus.tools.deploy.Order;
import dev.chorus.tools.deploy.TimeLimit;
import dev.chorus.tools.deploy.WantedComponent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chorus deploy}: installs and configures Chorus on a gateway. */
@Command(
        name = "deploy",
        header = "Install and configure a role on a Kura gateway.",
        description = "Uses Kura's REST services. A second call with the same arguments changes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = ChorusVersion.class)
final class DeployCommand implements Callable<Integer> {

    private static final int MAX_TIMEOUT_S = 3600;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Spec
    private CommandSpec command;

    @Mixin
    private GatewayOptions gateway;

    @Mixin
    private ComponentOptions component;

    @Mixin
    private DeployPackages packages;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            defaultValue = "180",
            description = "Time limit for each package and for the component, 1 to " + MAX_TIMEOUT_S
                    + " s (default: ${DEFAULT-VALUE}).")
    private int timeoutS;

    @Option(
            names = "--wait",
            paramLabel = "S",
            defaultValue = "120",
            description =
                    "Time limit for the gateway to start, 0 to " + MAX_TIMEOUT_S + " s (default: ${DEFAULT-VALUE}).")
    private int waitS;

    @Option(names = "--downgrade", description = "Replace newer packages on the gateway by older ones.")
    private boolean downgrade;

    @Option(names = "--dry-run", description = "Print the steps and change nothing.")
    private boolean dryRun;

    private Passwords passwords = new Passwords();
    private Duration pause = PAUSE;

    /** Creates a command with other passwords and a shorter pause, for tests. */
    void with(Passwords otherPasswords, Duration otherPause) {
        passwords = otherPasswords;
        pause = otherPause;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (timeoutS < 1 || timeoutS > MAX_TIMEOUT_S) {
            throw Mistakes.mistake(command, "--timeout must be 1 to " + MAX_TIMEOUT_S + " s, was " + timeoutS);
        }
        if (waitS < 0 || waitS > MAX_TIMEOUT_S) {
            throw Mistakes.mistake(command, "--wait must be 0 to " + MAX_TIMEOUT_S + " s, was " + waitS);
        }
        WantedComponent wanted = component.component(command, passwords);
        try (DeployPackages files = packages;
                DeployProgress progress = new DeployProgress(
                        command.commandLine().getOut(), command.commandLine().getErr(), Terminal.isLive())) {
            Order order = files.order(command, component, wanted, downgrade);
            deploy(order, progress);
            return ExitCode.OK;
        } catch (GatewayException e) {
            if (e.kind() == GatewayException.Kind.MISTAKE) {
                throw new ParameterException(command.commandLine(), e.getMessage(), e);
            }
            throw e;
        }
    }

    private void deploy(Order order, DeployProgress progress) throws IOException, InterruptedException {
        try (GatewayServices connected = gateway.connect(command, passwords, !dryRun, progress)) {
            if (gateway.address(command).isOpen()) {
                progress.warn("http: the connection to the gateway is not encrypted, passwords included");
            }
            Deployment deployment = new Deployment(
                    connected,
                    new TimeLimit(Duration.ofSeconds(waitS), pause),
                    new TimeLimit(Duration.ofSeconds(timeoutS), pause),
                    progress);
            if (dryRun) {
                deployment.plan(order);
            } else {
                deployment.apply(order);
            }
        }
    }
}
