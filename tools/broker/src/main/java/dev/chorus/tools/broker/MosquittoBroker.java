package dev.chorus.tools.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A mosquitto process on the loopback interface, with a configuration of its own in a temporary folder. Safe for use by
 * several threads.
 */
public final class MosquittoBroker implements AutoCloseable {

    /** Where Debian puts the program. */
    public static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private static final String CONFIGURATION =
            """
            listener %d 127.0.0.1
            allow_anonymous true
            persistence false
            set_tcp_nodelay true
            max_queued_messages 100000
            """;

    private final int port;
    private final Path configuration;
    private Process process;

    private MosquittoBroker(int port, Path configuration) {
        this.port = port;
        this.configuration = configuration;
    }

    /**
     * Starts a broker on a port that was free a moment ago; anybody may do anything.
     *
     * @throws IllegalStateException if it does not start
     */
    public static MosquittoBroker start() {
        try {
            int port = freePort();
            Path configuration = Files.createTempFile("chorus-mosquitto-", ".conf");
            Files.writeString(configuration, CONFIGURATION.formatted(port));
            MosquittoBroker broker = new MosquittoBroker(port, configuration);
            broker.restart();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /**
     * Starts it again on the port it had, with nothing remembered; does nothing while it runs.
     *
     * @throws IllegalStateException if it does not start
     */
    public synchronized void restart() {
        if (process != null) {
            return;
        }
        try {
            Process starting = new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .start();
            awaitRunning(starting);
            process = starting;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it without warning; does nothing while it is stopped. */
    public synchronized void kill() {
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("mosquitto survives being killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    @Override
    public synchronized void close() {
        kill();
        try {
            Files.deleteIfExists(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what it says until it listens, and lets a thread swallow the rest so that it never waits for a reader. */
    private static void awaitRunning(Process starting) throws IOException {
        BufferedReader output = starting.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.endsWith(" running")) {
                Thread swallower = new Thread(() -> output.lines().forEach(ignored -> {}), "mosquitto-output");
                swallower.setDaemon(true);
                swallower.start();
                return;
            }
        }
        throw new IllegalStateException("mosquitto does not start: " + said);
    }
}
