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

/** Removes the retained status of an instance that no longer exists. */
final class StatusRemoval {

    /** Same period as in aggregators: three missed statuses. */
    static final Duration SILENCE = Duration.ofSeconds(35);

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final CommandSpec command;
    private final String instance;
    private final KeptStatuses kept;
    private final Duration silence;

    /**
     * @param instance as accepted by {@link KeptStatuses#isInstance}
     * @param silence period without a status after which an instance counts as dead even if its status is not final
     */
    StatusRemoval(CommandSpec command, String root, String instance, Duration silence) {
        this.command = command;
        this.instance = instance;
        this.kept = new KeptStatuses(root, instance);
        this.silence = silence;
    }

    /** Subscribes to the retained statuses. */
    void listen(MqttLink link) {
        kept.listen(link);
    }

    /** Removes the status; call after the retained statuses have arrived. */
    void run(MqttLink link) throws InterruptedException, CommandFailure {
        List<String> names = kept.names();
        if (names.isEmpty()) {
            throw Mistakes.mistake(command, "--forget: the broker has no status of '" + instance + "'");
        }
        if (names.size() > 1) {
            throw Mistakes.mistake(
                    command,
                    "--forget: '" + instance + "' has " + names.size() + " statuses, specify one of "
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
            throw new CommandFailure("cannot remove the status of " + name + ": no response from the broker within "
                    + ANSWER.toSeconds() + " s");
        }
    }
}
