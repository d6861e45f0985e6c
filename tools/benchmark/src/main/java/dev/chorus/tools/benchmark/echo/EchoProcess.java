package dev.chorus.tools.benchmark.echo;

import dev.chorus.core.protocol.Topics;
import dev.chorus.tools.gateway.GatewaySetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An echo in a JVM of its own. For one thread. */
public final class EchoProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final Process process;

    private EchoProcess(List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(GatewaySetup.JVM_OPTIONS);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), EchoMain.class.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Starts what stands for an aggregator; returns at once. */
    public static EchoProcess aggregator(String url, Topics topics, int variants, Path log) throws IOException {
        return new EchoProcess(
                List.of(url, topics.root(), topics.family(), "aggregator", String.valueOf(variants)), log);
    }

    /**
     * Starts what stands for a variant; returns at once.
     *
     * @param models where the model lies that is worked with; empty: nothing is worked on
     */
    public static EchoProcess variant(String url, Topics topics, String name, Optional<Path> models, Path log)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(url, topics.root(), topics.family(), "variant", name));
        models.ifPresent(folder -> arguments.add(folder.toString()));
        return new EchoProcess(arguments, log);
    }

    /**
     * Has a process of that kind do nothing but a variant's work.
     *
     * @return how long it took each time, in milliseconds
     */
    public static double[] work(Path models, String name, int times, Path log) throws IOException {
        try (EchoProcess process =
                new EchoProcess(List.of(EchoMain.WORK, models.toString(), name, String.valueOf(times)), log)) {
            return process.process
                    .inputReader()
                    .lines()
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    /** @throws IOException if it ends before it listens */
    public void awaitReady() throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(EchoMain.READY)) {
                return;
            }
        }
        throw new IOException("an echo ended before it listened");
    }

    /** At the operating system. */
    public long processId() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // It is on its way out already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
