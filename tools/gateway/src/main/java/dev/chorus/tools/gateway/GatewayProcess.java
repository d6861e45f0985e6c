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
 * Runs a gateway in a separate JVM. Thread-safe: commands run one at a time, each waits for the gateway's answer; a
 * gateway that does not answer in time is killed. Killing and closing may interrupt a pending command, which then
 * throws.
 */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(120);
    /** Longer than the gateway's own time limit. */
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
     * Starts the JVM without waiting for it, so that several gateways start in parallel; {@link #awaitReady} must
     * follow.
     *
     * @throws IOException if the process or its files cannot be created
     */
    public static GatewayProcess launch(GatewaySetup setup) throws IOException {
        GatewayProcess gateway = new GatewayProcess(setup, GatewayLauncher.start(setup));
        try {
            gateway.send(SettingsJson.write(setup.components()));
        } catch (IOException e) {
            // Ended already; awaitReady reports that.
        }
        return gateway;
    }

    /**
     * Waits until all packages are installed and all components are registered. To be called once.
     *
     * @param patience time limit for each step of the start; the total is not limited, for busy machines
     * @return time from the JVM's start to readiness, measured by the gateway
     * @throws FolderInUseException if another gateway uses its folder
     * @throws IOException if the gateway cannot start or a step times out, with the reason; the process has ended then
     */
    public Duration awaitReady(Duration patience) throws IOException, InterruptedException {
        try {
            return StartProgress.await(this::answer, patience);
        } catch (FolderInUseException e) {
            kill();
            throw e;
        } catch (IOException e) {
            kill();
            throw new IOException("gateway did not start: " + e.getMessage() + ", see " + setup.logFile(), e);
        }
    }

    /**
     * Installs a deployment package, or updates the installed one.
     *
     * @throws IOException if the gateway rejects it or has ended, with the reason
     */
    public void install(Path deploymentPackage) throws IOException, InterruptedException {
        command(GatewayCommands.INSTALL + " " + deploymentPackage.toAbsolutePath());
    }

    /**
     * Removes a deployment package.
     *
     * @param name symbolic name of the package
     * @throws IOException if the gateway rejects it or has ended, with the reason
     */
    public void uninstall(String name) throws IOException, InterruptedException {
        command(GatewayCommands.UNINSTALL + " " + name);
    }

    /**
     * Creates a component and waits until it is registered.
     *
     * @throws IOException if the gateway rejects it or has ended, or the component is not registered, with the reason
     */
    public void create(ComponentSettings component) throws IOException, InterruptedException {
        command(GatewayCommands.CREATE + " " + SettingsJson.write(component));
    }

    /**
     * Changes properties of a component. As on a gateway, the component's reaction to them is not reported here.
     *
     * @param properties as {@link ComponentSettings#properties}
     * @throws IOException if the gateway rejects them or has ended, with the reason
     */
    public void update(String pid, Map<String, Object> properties) throws IOException, InterruptedException {
        command(GatewayCommands.UPDATE + " " + pid + " " + SettingsJson.write(properties));
    }

    /**
     * Deletes a component.
     *
     * @throws IOException if the component does not exist or the gateway has ended, with the reason
     */
    public void delete(String pid) throws IOException, InterruptedException {
        command(GatewayCommands.DELETE + " " + pid);
    }

    /** Returns whether the process is alive. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the process id. */
    public long processId() {
        return process.pid();
    }

    /**
     * Waits for the end of the process.
     *
     * @return its exit value
     */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Returns whether the process ended on request: by {@link #close()}, or by a signal that lets it stop in order. */
    public boolean isStopped() {
        return !process.isAlive() && (process.exitValue() == 0 || ENDED_BY_SIGNAL.contains(process.exitValue()));
    }

    /**
     * Sends SIGTERM, waits for the end and clears the folder. With the system property osgi.noShutdown the gateway
     * stops no bundle, as in Kura.
     */
    public void terminate() throws InterruptedException {
        // Process.destroy() also closes the gateway's input, and at the end of the input it stops in order.
        process.toHandle().destroy();
        process.waitFor();
        clearFolder();
    }

    /** Kills the process, as a power cut would, and clears its folder. */
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
                // Used by another gateway now, or all along.
            } catch (IOException e) {
                // The next gateway in that folder clears it first.
            }
        }
    }

    /**
     * Stops the gateway in order: its components publish that they stop. A gateway that does not end in time is killed.
     * Idempotent and thread-safe.
     */
    @Override
    public void close() {
        try {
            send(GatewayCommands.STOP);
            process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            // It is ending already.
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
                // A late answer would be mistaken for that of the next command.
                kill();
                throw new IOException("no answer within " + COMMAND_TIMEOUT.toSeconds() + " s");
            }
        } catch (IOException e) {
            String name = line.split(" ", 2)[0];
            throw new IOException("gateway: " + name + " failed: " + e.getMessage() + ", see " + setup.logFile(), e);
        }
    }

    /** Does not take the lock of commands: a pending command must not delay the end. */
    private void send(String line) throws IOException {
        synchronized (commands) {
            commands.write(line);
            commands.write('\n');
            commands.flush();
        }
    }

    /** Waits for an answer; returns null on a timeout. */
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
            // All later commands must fail in the same way.
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
