package dev.chorus.tools.cli;

import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.cli.watch.InstanceView;
import dev.chorus.tools.cli.watch.KeptStatuses;
import dev.chorus.tools.cli.watch.SightingJson;
import dev.chorus.tools.cli.watch.SightingText;
import dev.chorus.tools.cli.watch.Sightings;
import dev.chorus.tools.command.CommandFailure;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.demo.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus watch}: shows the state of families, on a terminal or for scripts. */
@Command(
        name = "watch",
        header = "Show the families at a broker.",
        description = {
            "Shows the state of each variant, rate, latency, share of degraded answers, and refusals.",
            "With --once the exit code is 0 if every family is healthy, and 1 if one is not or none was found."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ChorusVersion.class)
final class WatchCommand implements Callable<Integer> {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final double MAX_SECONDS = 3600;

    @Spec
    private CommandSpec command;

    @Mixin
    private BrokerOptions broker;

    @Option(
            names = "--root",
            paramLabel = "TOPIC",
            defaultValue = Topics.DEFAULT_ROOT,
            description = "Root of the families' topics (default: ${DEFAULT-VALUE}).")
    private String root;

    @Option(names = "--once", description = "Print one report and exit.")
    private boolean once;

    @Option(names = "--json", description = "Print JSON, one object per line.")
    private boolean json;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "Seconds before the first report and between reports (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--forget",
            paramLabel = "ID",
            description = {
                "Remove the retained status of a deleted or moved instance and exit; ID is the instance id, or"
                        + " FAMILY/KIND/ID if several have it. A live instance is rejected."
            })
    private String forget;

    @Override
    public Integer call() throws IOException, InterruptedException, CommandFailure {
        Mistakes.refused(command, "--root", "root", () -> new Topics(root, "any"));
        if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
            throw Mistakes.mistake(
                    command, "--seconds must be above 0 and at most " + (int) MAX_SECONDS + ", was " + seconds);
        }
        if (forget != null) {
            return forget();
        }
        Sightings sightings = new Sightings(root);
        CountDownLatch connected = new CountDownLatch(1);
        try (MqttLink link = MqttLink.create(broker.settings(command).build(), any -> connected.countDown())) {
            sightings.listen(link);
            link.start();
            awaitConnection(link, connected);
            return once ? once(sightings) : continuously(sightings);
        }
    }

    private int forget() throws IOException, InterruptedException, CommandFailure {
        if (once || json) {
            throw Mistakes.mistake(command, "--forget cannot be combined with --once or --json");
        }
        if (!KeptStatuses.isInstance(forget)) {
            throw Mistakes.mistake(
                    command,
                    "--forget must be ID or FAMILY/KIND/ID, KIND variant, aggregator or requester, was '" + forget
                            + "'");
        }
        StatusRemoval removal = new StatusRemoval(command, root, forget, StatusRemoval.SILENCE);
        CountDownLatch connected = new CountDownLatch(1);
        try (MqttLink link = MqttLink.create(broker.settings(command).build(), any -> connected.countDown())) {
            removal.listen(link);
            link.start();
            awaitConnection(link, connected);
            pause();
            removal.run(link);
            return ExitCode.OK;
        }
    }

    private static void awaitConnection(MqttLink link, CountDownLatch connected)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + CONNECT_TIMEOUT.toNanos();
        while (!connected.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            if (link.statistics().failedConnects() > 0 || System.nanoTime() > until) {
                throw new IOException(link.state().problem().orElse("no response from the broker"));
            }
        }
    }

    private int once(Sightings sightings) throws InterruptedException {
        pause();
        List<InstanceView> seen = sightings.now();
        PrintWriter out = command.commandLine().getOut();
        text(seen).forEach(out::println);
        out.flush();
        return !seen.isEmpty() && seen.stream().allMatch(InstanceView::isWell) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Returns when standard output is closed, which {@link Chorus} reports. */
    private int continuously(Sightings sightings) throws InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        if (json || !Terminal.isLive()) {
            do {
                pause();
                text(sightings.now()).forEach(out::println);
            } while (!out.checkError());
            return ExitCode.OK;
        }
        try (Screen screen = new Screen(out)) {
            while (!out.checkError()) {
                screen.draw(text(sightings.now()));
                pause();
            }
            return ExitCode.OK;
        }
    }

    private List<String> text(List<InstanceView> seen) {
        return json ? List.of(SightingJson.of(seen)) : SightingText.lines(seen);
    }

    private void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) Math.max(1, seconds * 1000));
    }
}
