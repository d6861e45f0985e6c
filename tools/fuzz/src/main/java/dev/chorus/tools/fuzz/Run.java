package dev.chorus.tools.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One run of Jazzer, in a JVM of its own so that a crash or a hang is its own too. */
final class Run {

    private static final int LONGEST_INPUT = 8192;
    private static final int MEBIBYTES = 2000;
    /** Below so many inputs the thorough compiler takes more time than it saves. */
    private static final long SHORT_RUN = 100_000;

    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final int CLEAN_EXIT = 0;
    private static final int TIMEOUT_EXIT = 70;
    private static final String INSTRUMENTED = "dev.chorus.**:com.google.gson.**";
    private static final Pattern STATISTIC = Pattern.compile("stat::(\\w+):\\s+(\\d+)");
    private static final Pattern PULSE = Pattern.compile("#\\d+\\s+pulse.*");

    private final String name;
    private final Class<?> entry;
    private final Path corpus;
    private final Path scratch;
    private final Duration inputLimit;

    /**
     * @param name prefix of the files in the scratch folder
     * @param entry the class that Jazzer calls
     * @param corpus folder with inputs to begin with
     * @param scratch folder for what is found; must be there
     * @param inputLimit wall-clock time for one input, whole seconds; a slower input ends the run
     */
    Run(String name, Class<?> entry, Path corpus, Path scratch, Duration inputLimit) {
        this.name = name;
        this.entry = entry;
        this.corpus = corpus;
        this.scratch = scratch;
        this.inputLimit = inputLimit;
    }

    /** How a run ended. */
    enum Result {
        /** All inputs were tried, none broke anything. */
        CLEAN,
        /** An input broke something: an exception, a crash, too much memory. */
        FINDING,
        /** One input exceeded its time: an endless loop, or a machine too busy to run it. */
        TIMEOUT
    }

    /**
     * What came of it.
     *
     * @param result how it ended
     * @param executions how many inputs were tried
     * @param seconds that took
     * @param peakMebibytes of memory
     * @param inputs how many inputs do something that no other does
     * @param failure the last lines of Jazzer's output; empty for a clean run
     */
    record Outcome(
            Result result, long executions, double seconds, long peakMebibytes, long inputs, List<String> failure) {}

    /**
     * Tries so many inputs.
     *
     * @param pulse takes a line now and then
     */
    Outcome execute(long executions, Consumer<String> pulse) throws IOException, InterruptedException {
        Path found = Files.createDirectories(scratch.resolve(name));
        long began = System.nanoTime();
        List<String> said = new ArrayList<>();
        int exit = jazzer(
                executions < SHORT_RUN ? QUICK_START : List.of(),
                List.of(
                        "-runs=" + executions,
                        "-max_len=" + LONGEST_INPUT,
                        "-timeout=" + inputLimit.toSeconds(),
                        "-timeout_exitcode=" + TIMEOUT_EXIT,
                        "-rss_limit_mb=" + MEBIBYTES,
                        "-print_final_stats=1",
                        "-artifact_prefix=" + scratch + "/" + name + "-",
                        found.toString(),
                        corpus.toString()),
                line -> {
                    said.add(line);
                    if (PULSE.matcher(line).matches()) {
                        pulse.accept(name + " " + line.strip());
                    }
                });
        Result result =
                switch (exit) {
                    case CLEAN_EXIT -> Result.CLEAN;
                    case TIMEOUT_EXIT -> Result.TIMEOUT;
                    default -> Result.FINDING;
                };
        return new Outcome(
                result,
                statistic(said, "number_of_executed_units"),
                (System.nanoTime() - began) / 1e9,
                statistic(said, "peak_rss_mb"),
                inputs(found),
                result == Result.CLEAN ? List.of() : said.subList(Math.max(0, said.size() - 40), said.size()));
    }

    /** Adds what was found to the corpus, without what does nothing new. */
    void keep() throws IOException, InterruptedException {
        jazzer(
                List.of(),
                List.of("-merge=1", corpus.toString(), scratch.resolve(name).toString()),
                line -> {});
    }

    private int jazzer(List<String> jvmOptions, List<String> arguments, Consumer<String> said)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-Xmx1g",
                "-Djava.awt.headless=true",
                "-classpath",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + entry.getName(),
                "--instrumentation_includes=" + INSTRUMENTED));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.accept(line);
            }
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static long statistic(List<String> said, String name) {
        for (String line : said) {
            Matcher statistic = STATISTIC.matcher(line);
            if (statistic.find() && statistic.group(1).equals(name)) {
                return Long.parseLong(statistic.group(2));
            }
        }
        return 0;
    }

    private static long inputs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
