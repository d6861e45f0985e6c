package dev.chorus.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class ProcessEnvironmentTest {

    private static final int TIMEOUT_S = 120;

    @TempDir
    private Path folder;

    @RepeatedTest(5)
    void shutdown_whileModelsAreLoadedAndRun_neitherFailsNorCrashes() throws Exception {
        // given
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        BusyProcess.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            // when
            assertTrue(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS), "still running");
        } finally {
            process.destroyForcibly();
        }
        // then
        String output = Files.readString(printed);
        assertEquals(0, process.exitValue(), output);
        assertEquals(
                Optional.empty(),
                output.lines().filter(line -> line.startsWith("failed")).findFirst());
    }
}
