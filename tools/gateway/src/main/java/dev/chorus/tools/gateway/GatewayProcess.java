package dev.chorus.tools.gateway;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A gateway running in a JVM of its own. The commands may be called from any thread; each waits for the gateway's
 * answer, one at a time; a gateway that does not answer in time is killed. Killing and closing may interrupt a command
 * in flight, which then throws.
 */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final String ENDED = "ENDED";

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
        return new GatewayProcess(setup, GatewayLauncher.start(setup));
    }

    /**
     * Waits until all packages are installed and all components have appeared. To be called once.
     *
     * @return from the JVM's start to that moment, by the gateway's own measure
     * @throws IOException if it could not start, or not in time; says why. The process is then gone
     */
    public Duration awaitReady(Duration timeout) throws IOException, InterruptedException {
        try {
            String answer = answer("start", timeout);
            return Duration.ofMillis(Long.parseLong(answer.substring(GatewayMain.READY.length() + 1)));
        } catch (IOException e) {
            kill();
            throw e;
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

    /** Waits until the process has ended, for whatever reason. */
    public void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** Ends the process without warning, as a power cut would, and clears its folder. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
        new GatewayFolder(setup.dataFolder()).clear();
    }

    /** Ends the gateway in order: its components say goodbye. One that does not end in time is killed. */
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
        send(line);
        answer(line, COMMAND_TIMEOUT);
    }

    private void send(String line) throws IOException {
        commands.write(line);
        commands.write('\n');
        commands.flush();
    }

    private String answer(String what, Duration timeout) throws IOException, InterruptedException {
        String answer = answers.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            // A late answer would be taken for that of the next command.
            kill();
            throw new IOException("gateway did not answer '" + what + "' within " + timeout.toMillis() + " ms, see "
                    + setup.logFile());
        }
        if (answer.startsWith(GatewayMain.FAILED) || answer.equals(ENDED)) {
            throw new IOException("gateway answers '" + answer + "' to '" + what + "', see " + setup.logFile());
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
