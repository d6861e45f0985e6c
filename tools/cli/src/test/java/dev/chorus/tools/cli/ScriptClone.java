package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A clone with the real script {@code chorus}, whose Maven and Java are scripts: Maven records its calls, waits while there is a
 * file {@code hold}, fails while there is a file {@code fail}, and otherwise writes the output of a build; Java prints its
 * arguments.
 */
final class ScriptClone {

    private static final int TIMEOUT_S = 300;

    private static final String MAVEN =
            """
            #!/bin/sh
            echo "$*" >> CLONE/maven-calls
            while [ -e CLONE/hold ]; do sleep 0.1; done
            if [ -e CLONE/fail ]; then echo '[ERROR] it does not compile'; exit 1; fi
            for folder in tools/cli/target dp-packaging/target/dp target-platform/runtime/target/platform \\
              target-platform/http/target/platform; do mkdir -p CLONE/$folder; done
            touch CLONE/tools/cli/target/dev.chorus.tools.cli-0.1.0.jar
            echo CLONE/pom.xml > CLONE/tools/cli/target/class-path
            """;

    private static final String COMMANDS =
            """
            # Commands

            ## `./chorus`
            ```text
            the first screen
            ```

            ## `./chorus gateway`
            ```text
            help of gateway
            ```

            ## `./chorus classify`
            ```text
            help of classify
            ```
            """;

    private final Path home;
    private final List<Process> started = new ArrayList<>();
    private String path = System.getenv("PATH");

    ScriptClone(Path folder) throws IOException {
        home = folder;
        for (String each :
                List.of("bundles", "tools/cli", "target-platform/runtime", "features", "dp-packaging", "models")) {
            Files.createDirectories(home.resolve(each));
            Files.createFile(home.resolve(each).resolve("pom.xml"));
        }
        Files.createFile(home.resolve("pom.xml"));
        Files.createDirectories(home.resolve("docs/reference"));
        Files.writeString(home.resolve("docs/reference/commands.md"), COMMANDS);
        executable("chorus", Files.readString(Path.of("../../chorus")));
        executable("bin/mvn", MAVEN.replace("CLONE", home.toString()));
        executable("jdk/bin/java", "#!/bin/sh\necho \"java $*\"\n");
        executable("jdk/bin/javac", "#!/bin/sh\n");
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
    }

    private void executable(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Leaves only the named programs on the path. */
    void restrictPrograms(List<String> programs) throws IOException {
        Path folder = Files.createDirectories(home.resolve("programs"));
        for (String program : programs) {
            Path original = Path.of("/usr/bin", program);
            Files.createSymbolicLink(
                    folder.resolve(program), Files.exists(original) ? original : Path.of("/bin", program));
        }
        path = folder.toString();
    }

    Path resolve(String file) {
        return home.resolve(file);
    }

    /** A running call; its output goes to {@link #printed}. */
    Process begin(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("chorus").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("printed-" + started.size()).toFile());
        builder.environment().put("PATH", home.resolve("bin") + ":" + path);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Calls, waits until it has ended, and returns its exit value. */
    int call(String... arguments) throws IOException, InterruptedException {
        return exitValue(begin(arguments));
    }

    int exitValue(Process process) throws InterruptedException {
        assertTrue(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS), () -> "still running: " + printed(process));
        return process.exitValue();
    }

    /** What a call has printed, on both streams. */
    String printed(Process process) {
        return read("printed-" + started.indexOf(process));
    }

    /** What the last call has printed. */
    String printed() {
        return printed(started.get(started.size() - 1));
    }

    long builds() {
        return read("maven-calls").lines().count();
    }

    private String read(String name) {
        try {
            return Files.exists(home.resolve(name)) ? Files.readString(home.resolve(name)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "not after " + TIMEOUT_S + " s: " + what);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Ends running calls. */
    void close() throws IOException {
        Files.deleteIfExists(home.resolve("hold"));
        started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        started.forEach(Process::destroyForcibly);
    }
}
