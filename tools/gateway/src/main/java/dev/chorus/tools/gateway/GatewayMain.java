package dev.chorus.tools.gateway;

import dev.chorus.core.files.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Main program of the gateway process that {@link GatewayProcess} starts.
 *
 * <p>It stops its components and ends when its parent sends {@code stop}, when its input ends, and when the JVM
 * receives SIGTERM, SIGINT or SIGHUP: a terminal and a service manager signal the whole process group, so a gateway
 * does not wait for its parent. With the system property {@value #NO_SHUTDOWN} it does not stop components on a signal,
 * as in Kura.
 */
public final class GatewayMain {

    static final String STEP = "STEP";
    static final String READY = "READY";
    static final String OK = "OK";
    static final String FAILED = "FAILED";
    static final String IN_USE = "IN-USE";

    /** Name used by Kura, whose launcher sets it. */
    static final String NO_SHUTDOWN = "osgi.noShutdown";

    /** Shorter than the parent's time limit before it kills the gateway. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(40);

    private final PrintStream answers;
    private final CommandLines commands;

    private GatewayMain(PrintStream answers, CommandLines commands) {
        this.answers = answers;
        this.commands = commands;
    }

    /**
     * Runs a gateway. The first line of its input is the list of its components.
     *
     * @param arguments folder of the gateway; folders of platform bundles, as in a class path; any number of deployment
     *     packages
     */
    public static void main(String... arguments) {
        PrintStream answers = System.out;
        // Standard output is for answers only: the output of a bundle would be read as one.
        System.setOut(System.err);
        CommandLines commands = new CommandLines(System.in);
        CountDownLatch ended = new CountDownLatch(1);
        if (!Boolean.getBoolean(NO_SHUTDOWN)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(commands, ended), "gateway-end"));
        }
        boolean inOrder = new GatewayMain(answers, commands).run(List.of(arguments));
        ended.countDown();
        // A thread that a bundle left running must not keep the process alive.
        System.exit(inOrder ? 0 : 1);
    }

    /** Delays the JVM's shutdown until the gateway's own thread has stopped it. */
    private static void end(CommandLines commands, CountDownLatch ended) {
        commands.end();
        try {
            if (!ended.await(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("The gateway did not stop in order within " + END_TIMEOUT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean run(List<String> arguments) {
        if (arguments.size() < 2) {
            answers.println(FAILED + " arguments must be folder, platform, packages, were " + arguments);
            return false;
        }
        try (GatewayFolder folder = GatewayFolder.lock(Path.of(arguments.get(0)))) {
            folder.clear();
            try {
                PrivateFiles.createFolders(folder.temporary());
                run(folder, folders(arguments.get(1)), arguments.subList(2, arguments.size()));
                return true;
            } finally {
                folder.clear();
            }
        } catch (FolderInUseException e) {
            answers.println(IN_USE + " " + e.getMessage());
            return false;
        } catch (Exception e) {
            answers.println(failure(e));
            return false;
        }
    }

    private static List<Path> folders(String argument) {
        return Stream.of(argument.split(Pattern.quote(File.pathSeparator)))
                .map(Path::of)
                .toList();
    }

    private void run(GatewayFolder folder, List<Path> platformFolders, List<String> files) throws Exception {
        try (Platform platform = Platform.start(folder.framework(), platformFolders, this::step)) {
            Packages packages = new Packages(platform.context());
            packages.installInAnyOrder(files.stream().map(Path::of).toList(), this::step);
            ConfiguredComponents components = new ConfiguredComponents(platform.context());
            for (ComponentSettings component : SettingsJson.readList(firstLine())) {
                components.create(component);
                step("component " + component.pid());
            }
            answers.println(READY + " " + ManagementFactory.getRuntimeMXBean().getUptime());
            execute(new GatewayCommands(packages, components));
        } catch (EndRequest e) {
            System.err.println("Stop requested during the start");
        }
    }

    private void step(String what) {
        checkEnd();
        answers.println(STEP + " " + what);
    }

    private void checkEnd() {
        if (commands.isEnding()) {
            throw new EndRequest();
        }
    }

    private String firstLine() throws InterruptedException {
        String line = commands.next();
        checkEnd();
        return line;
    }

    private void execute(GatewayCommands gateway) throws IOException, InterruptedException {
        for (String line = commands.next(); !line.equals(GatewayCommands.STOP); line = commands.next()) {
            try {
                gateway.run(line);
                answers.println(OK);
            } catch (Exception e) {
                answers.println(failure(e));
            }
        }
    }

    private static String failure(Exception failure) {
        failure.printStackTrace();
        StringBuilder text = new StringBuilder(FAILED);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause == failure ? " " : ": ").append(cause.getMessage());
        }
        return text.toString().replaceAll("\\R", " ");
    }

    /** Aborts the start of a gateway when its end is requested. */
    private static final class EndRequest extends RuntimeException {

        private static final long serialVersionUID = 1L;

        EndRequest() {
            super("stop requested", null, false, false);
        }
    }
}
