package dev.chorus.tools.testprocess;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a main class in a JVM whose files cannot grow beyond a limit: a write beyond it fails like one to a full disk, for any user and
 * without a file system of its own.
 *
 * @param exitCode of the process
 * @param output standard output and standard error
 */
public record LimitedJvm(int exitCode, String output) {

    /**
     * Runs to the end.
     *
     * @param kibibytes the limit of each file
     * @param mainClass on the class path of the tests
     */
    public static LimitedJvm run(int kibibytes, Class<?> mainClass, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "ulimit -f " + kibibytes + "; exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The JVM's file of performance data would be above the limit.
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new LimitedJvm(process.waitFor(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
