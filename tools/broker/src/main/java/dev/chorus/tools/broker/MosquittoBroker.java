package dev.chorus.tools.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A mosquitto process on the loopback interface, with a configuration of its own in a temporary folder. Safe for use by
 * several threads.
 */
public final class MosquittoBroker implements Broker {

    /** Where Debian puts the program. */
    public static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private static final String CONFIGURATION =
            """
            listener %d 127.0.0.1
            set_tcp_nodelay true
            max_queued_messages 100000
            """;

    private static final String OPEN = "allow_anonymous true\n";

    private static final String GUARDED =
            """
            allow_anonymous false
            user %s
            password_file %s
            acl_file %s
            """;

    /** Started by root it would give up its rights, and with them the store. */
    private static final String STORE =
            """
            allow_anonymous true
            user %s
            persistence true
            persistence_location %s/
            """;

    private final int port;
    private final Path configuration;
    private final boolean stores;
    private Process process;

    private MosquittoBroker(int port, Path configuration, boolean stores) {
        this.port = port;
        this.configuration = configuration;
        this.stores = stores;
    }

    /**
     * Starts a broker on a port that was free a moment ago, which keeps nothing; anybody may do anything.
     *
     * @throws IllegalStateException if it does not start
     */
    public static MosquittoBroker start() {
        return start(OPEN, false);
    }

    /**
     * Starts a broker that keeps nothing and lets in whom it knows.
     *
     * @param passwords a file as {@code mosquitto_passwd} writes it
     * @param rights a file that says who may publish and hear what, as {@code acl_file} in mosquitto.conf(5)
     * @throws IllegalStateException if it does not start
     */
    public static MosquittoBroker start(Path passwords, Path rights) {
        return start(
                GUARDED.formatted(System.getProperty("user.name"), passwords.toAbsolutePath(), rights.toAbsolutePath()),
                false);
    }

    /**
     * Starts a broker that has sessions and messages again when it is started again after {@link #stop}.
     *
     * @param store a folder to write to, left to the caller
     * @throws IllegalStateException if it does not start
     */
    public static MosquittoBroker start(Path store) {
        return start(STORE.formatted(System.getProperty("user.name"), store.toAbsolutePath()), true);
    }

    private static MosquittoBroker start(String more, boolean stores) {
        try {
            int port = freePort();
            Path configuration = Files.createTempFile("chorus-mosquitto-", ".conf");
            Files.writeString(configuration, CONFIGURATION.formatted(port) + more);
            MosquittoBroker broker = new MosquittoBroker(port, configuration, stores);
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

    @Override
    public int port() {
        return port;
    }

    @Override
    public synchronized OptionalLong processId() {
        return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
    }

    @Override
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

    /** Kills it without warning, or if it has a store, has it write to that first. */
    @Override
    public synchronized void stop() {
        if (process == null) {
            return;
        }
        if (stores) {
            process.destroy();
        } else {
            process.destroyForcibly();
        }
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("mosquitto survives being ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    @Override
    public synchronized void close() {
        stop();
        try {
            Files.deleteIfExists(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void swallow(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** Reads what it says until it listens, and lets a thread swallow the rest so that it never waits for a reader. */
    private static void awaitRunning(Process starting) throws IOException {
        BufferedReader output = starting.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.endsWith(" running")) {
                Thread swallower = new Thread(() -> swallow(output), "mosquitto-output");
                swallower.setDaemon(true);
                swallower.start();
                return;
            }
        }
        throw new IllegalStateException("mosquitto does not start: " + said);
    }
}
