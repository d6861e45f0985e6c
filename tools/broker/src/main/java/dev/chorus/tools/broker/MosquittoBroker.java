package dev.chorus.tools.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A mosquitto process on the loopback interface, with a configuration of its own in a temporary folder. Safe for use by
 * several threads.
 */
public final class MosquittoBroker implements Broker {

    /** Where Debian puts the program. */
    public static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private final int port;
    private final int tlsPort;
    private final List<Integer> ports;
    private final Path configuration;
    private final boolean stores;
    private Process process;

    MosquittoBroker(int port, int tlsPort, List<Integer> ports, Path configuration, boolean stores) {
        this.ports = List.copyOf(ports);
        this.port = port;
        this.tlsPort = tlsPort;
        this.configuration = configuration;
        this.stores = stores;
    }

    /**
     * Starts a broker that keeps nothing and lets everybody do anything.
     *
     * @throws IllegalStateException if it does not start
     */
    public static MosquittoBroker start() {
        return builder().start();
    }

    /** Begins a broker with options. */
    public static MosquittoBrokerBuilder builder() {
        return new MosquittoBrokerBuilder();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int tlsPort() {
        return tlsPort;
    }

    /** The port of a {@linkplain MosquittoBrokerBuilder#listener further listener}, the first of which is 0. */
    public int port(int listener) {
        return ports.get(listener);
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
