package dev.chorus.tools.cli;

import dev.chorus.core.protocol.Status.State;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.tools.cli.watch.KeptStatuses;
import dev.chorus.tools.command.CommandFailure;
import dev.chorus.tools.command.Mistakes;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Model.CommandSpec;

/** Removes what a broker keeps of an instance that exists no longer. */
final class StatusRemoval {

    /** As long as aggregators wait: three statuses that did not come. */
    static final Duration SILENCE = Duration.ofSeconds(35);

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final CommandSpec command;
    private final String instance;
    private final KeptStatuses kept;
    private final Duration silence;

    /**
     * @param instance as {@link KeptStatuses#isInstance} allows
     * @param silence after how long without a sign of life an instance counts as dead whose status says otherwise
     */
    StatusRemoval(CommandSpec command, String root, String instance, Duration silence) {
        this.command = command;
        this.instance = instance;
        this.kept = new KeptStatuses(root, instance);
        this.silence = silence;
    }

    /** Receives what the broker keeps, from now on. */
    void listen(MqttLink link) {
        kept.listen(link);
    }

    /** Removes the status, once what the broker keeps has come. */
    void run(MqttLink link) throws InterruptedException, CommandFailure {
        List<String> names = kept.names();
        if (names.isEmpty()) {
            throw Mistakes.mistake(command, "--forget: the broker keeps no status of '" + instance + "'");
        }
        if (names.size() > 1) {
            throw Mistakes.mistake(
                    command,
                    "--forget: '" + instance + "' has " + names.size() + " statuses, name one of "
                            + String.join(", ", names));
        }
        String name = names.get(0);
        PrintWriter out = command.commandLine().getOut();
        if (kept.mayLive(name)) {
            out.println(
                    name + " is " + state(name) + ", waiting up to " + silence.toSeconds() + " s for a sign of life");
            out.flush();
            if (kept.awaitLife(name, silence)) {
                throw Mistakes.mistake(
                        command,
                        "--forget: " + name + " is alive and " + state(name) + "; stop or delete its component first");
            }
        }
        remove(link, name);
        out.println("removed the status of " + name);
        out.flush();
    }

    private String state(String name) {
        return kept.state(name).map(State::wireName).orElse("no status");
    }

    private void remove(MqttLink link, String name) throws InterruptedException, CommandFailure {
        try {
            kept.remove(link, name).get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof PublishException ? e.getCause().getMessage() : e.toString();
            throw new CommandFailure("cannot remove the status of " + name + ": " + why);
        } catch (TimeoutException e) {
            throw new CommandFailure("cannot remove the status of " + name + ": the broker does not answer within "
                    + ANSWER.toSeconds() + " s");
        }
    }
}
