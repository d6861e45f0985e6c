package dev.chorus.tools.testprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A call of the command line as {@code ./chorus} does it, in a JVM of its own with the class path of the tests, whose system property
 * {@code chorus.home} names the clone.
 *
 * @param printed on both streams
 */
public record ChorusCall(int exitCode, String printed) {

    /** Below the folder: what is printed on both streams. */
    private static final String PRINTED = "printed.txt";

    private static final int TIMEOUT_S = 600;

    /**
     * Calls, and waits until it has ended.
     *
     * @param folder for what is printed and logged
     * @param environment variables beside those of this process
     */
    public static ChorusCall of(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path printed = folder.resolve(PRINTED);
        Process process = begin(folder, environment, arguments);
        try {
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IOException("still running: " + Files.readString(printed));
            }
        } finally {
            process.destroy();
        }
        return new ChorusCall(process.exitValue(), Files.readString(printed));
    }

    /** Calls, and leaves the rest to the caller. */
    public static Process begin(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return begin(folder, environment, List.of(), arguments);
    }

    /** Calls as the leader of a process group of its own, as a terminal or a service manager does. */
    public static Process beginGroup(Path folder, String... arguments) throws IOException {
        // What a shell runs in the background ignores SIGINT, these tests perhaps included.
        return begin(folder, Map.of(), List.of("env", "--default-signal=INT", "setsid"), arguments);
    }

    private static Process begin(
            Path folder, Map<String, String> environment, List<String> launcher, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dchorus.home=" + Path.of(System.getProperty("chorus.home")).normalize(),
                "-Dchorus.logs=" + folder,
                "-classpath",
                System.getProperty("java.class.path"),
                "dev.chorus.tools.cli.Chorus"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(PRINTED).toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
