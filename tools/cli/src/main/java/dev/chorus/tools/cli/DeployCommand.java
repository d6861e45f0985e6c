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

/** {@code chorus deploy}: puts Chorus on a gateway. */
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
                    "Time limit for a gateway that starts, 0 to " + MAX_TIMEOUT_S + " s (default: ${DEFAULT-VALUE}).")
    private int waitS;

    @Option(names = "--downgrade", description = "Replace packages on the gateway that are newer than those here.")
    private boolean downgrade;

    @Option(names = "--dry-run", description = "Print the steps and change nothing.")
    private boolean dryRun;

    private Passwords passwords = new Passwords();
    private Duration pause = PAUSE;

    /** For tests: other passwords, and fewer seconds. */
    void with(Passwords otherPasswords, Duration otherPause) {
        passwords = otherPasswords;
        pause = otherPause;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (timeoutS < 1 || timeoutS > MAX_TIMEOUT_S) {
            throw Mistakes.mistake(command, "--timeout is " + timeoutS + " s, allowed is 1.." + MAX_TIMEOUT_S + " s");
        }
        if (waitS < 0 || waitS > MAX_TIMEOUT_S) {
            throw Mistakes.mistake(command, "--wait is " + waitS + " s, allowed is 0.." + MAX_TIMEOUT_S + " s");
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
                progress.warn("http: what is sent to the gateway, passwords too, can be read on the way");
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
