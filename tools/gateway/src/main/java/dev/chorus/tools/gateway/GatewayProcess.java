package dev.chorus.tools.gateway;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A gateway running in a JVM of its own. The commands may be called from any thread; each waits for the gateway's
 * answer, one at a time; a gateway that does not answer in time is killed. Killing and closing may interrupt a command
 * in flight, which then throws.
 */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(120);
    /** More than the gateway gives itself. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private static final String ENDED = "ENDED";
    /** Exit values of a JVM that ended by SIGHUP, SIGINT or SIGTERM. */
    private static final Set<Integer> ENDED_BY_SIGNAL = Set.of(129, 130, 143);

    /** Several gateways of this process may end at the same time, and share a lock file. */
    private static final Object CLEARING = new Object();

    private final GatewaySetup setup;
    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private GatewayProcess(GatewaySetup setup, Process process) {
        this.setup = setup;
        this.process = process;
        this.commands = process.outputWriter();
        Thread reader = new Thread(this::readAnswers, "gateway-answers-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts the JVM and returns at once, so that several gateways start side by side; {@link #awaitReady} follows.
     *
     * @throws IOException if the process or its files cannot be created
     */
    public static GatewayProcess launch(GatewaySetup setup) throws IOException {
        GatewayProcess gateway = new GatewayProcess(setup, GatewayLauncher.start(setup));
        try {
            gateway.send(SettingsJson.write(setup.components()));
        } catch (IOException e) {
            // Ended already, which awaitReady reports.
        }
        return gateway;
    }

    /**
     * Waits until all packages are installed and all components have appeared. To be called once.
     *
     * @param patience how long the start may make no progress: a busy machine takes long, and gets on
     * @return from the JVM's start to that moment, by the gateway's own measure
     * @throws FolderInUseException if another gateway uses its folder
     * @throws IOException if it could not start, or came to a standstill; says why. The process is then gone
     */
    public Duration awaitReady(Duration patience) throws IOException, InterruptedException {
        try {
            return StartProgress.await(this::answer, patience);
        } catch (FolderInUseException e) {
            kill();
            throw e;
        } catch (IOException e) {
            kill();
            throw new IOException("gateway does not start: " + e.getMessage() + ", see " + setup.logFile(), e);
        }
    }

    /**
     * Installs a deployment package, or updates the one of its name.
     *
     * @throws IOException if the gateway refuses it or is gone; says why
     */
    public void install(Path deploymentPackage) throws IOException, InterruptedException {
        command(GatewayCommands.INSTALL + " " + deploymentPackage.toAbsolutePath());
    }

    /**
     * Removes a deployment package.
     *
     * @param name its symbolic name
     * @throws IOException if the gateway refuses or is gone; says why
     */
    public void uninstall(String name) throws IOException, InterruptedException {
        command(GatewayCommands.UNINSTALL + " " + name);
    }

    /**
     * Creates a component and waits until it has appeared.
     *
     * @throws IOException if the gateway refuses, the component does not appear or the gateway is gone; says why
     */
    public void create(ComponentSettings component) throws IOException, InterruptedException {
        command(GatewayCommands.CREATE + " " + SettingsJson.write(component));
    }

    /**
     * Changes properties of a component. As on a gateway, what the component makes of them does not show here.
     *
     * @param properties as {@link ComponentSettings#properties}
     * @throws IOException if the gateway refuses or is gone; says why
     */
    public void update(String pid, Map<String, Object> properties) throws IOException, InterruptedException {
        command(GatewayCommands.UPDATE + " " + pid + " " + SettingsJson.write(properties));
    }

    /**
     * Deletes a component.
     *
     * @throws IOException if the gateway has none of that name or is gone; says why
     */
    public void delete(String pid) throws IOException, InterruptedException {
        command(GatewayCommands.DELETE + " " + pid);
    }

    /** Whether the process is there. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process id at the operating system. */
    public long processId() {
        return process.pid();
    }

    /**
     * Waits until the process has ended, for whatever reason.
     *
     * @return its exit value
     */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Whether the process has ended because it was asked to: by {@link #close()}, or by a signal that lets it end in order. */
    public boolean isStopped() {
        return !process.isAlive() && (process.exitValue() == 0 || ENDED_BY_SIGNAL.contains(process.exitValue()));
    }

    /**
     * Sends SIGTERM, waits for the end and clears the folder. With the system property osgi.noShutdown the gateway stops no bundle, as
     * in Kura.
     */
    public void terminate() throws InterruptedException {
        // Process.destroy() closes the gateway's input, too, at whose end it stops in order.
        process.toHandle().destroy();
        process.waitFor();
        clearFolder();
    }

    /** Ends the process without warning, as a power cut would, and clears its folder. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
        clearFolder();
    }

    private void clearFolder() {
        synchronized (CLEARING) {
            if (!Files.exists(setup.dataFolder())) {
                return;
            }
            try (GatewayFolder folder = GatewayFolder.lock(setup.dataFolder())) {
                folder.clear();
            } catch (FolderInUseException e) {
                // Another gateway's by now, or it always was.
            } catch (IOException e) {
                // The next gateway in that folder clears it first.
            }
        }
    }

    /**
     * Ends the gateway in order: its components publish that they stop. One that does not end in time is killed. May be called
     * several times, and by several threads.
     */
    @Override
    public void close() {
        try {
            send(GatewayCommands.STOP);
            process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            // It is on its way out already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }

    private synchronized void command(String line) throws IOException, InterruptedException {
        try {
            send(line);
            if (answer(COMMAND_TIMEOUT) == null) {
                // A late answer would be taken for that of the next command.
                kill();
                throw new IOException("no answer for " + COMMAND_TIMEOUT.toSeconds() + " s");
            }
        } catch (IOException e) {
            String name = line.split(" ", 2)[0];
            throw new IOException("gateway: " + name + " fails: " + e.getMessage() + ", see " + setup.logFile(), e);
        }
    }

    /** Not by the lock of commands: a command in flight must not delay the end. */
    private void send(String line) throws IOException {
        synchronized (commands) {
            commands.write(line);
            commands.write('\n');
            commands.flush();
        }
    }

    /** Waits for an answer; null if none comes in time. */
    private String answer(Duration patience) throws IOException, InterruptedException {
        String answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            return null;
        }
        if (answer.startsWith(GatewayMain.IN_USE)) {
            throw new FolderInUseException(answer.substring(GatewayMain.IN_USE.length() + 1));
        }
        if (answer.startsWith(GatewayMain.FAILED)) {
            throw new IOException(answer.substring(GatewayMain.FAILED.length() + 1));
        }
        if (answer.equals(ENDED)) {
            // Every later command finds the same.
            answers.add(ENDED);
            throw new IOException("the process has ended");
        }
        return answer;
    }

    private void readAnswers() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException e) {
            // The pipe of a killed process breaks in the middle of a line.
        }
        answers.add(ENDED);
    }
}
