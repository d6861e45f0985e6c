package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.testprocess.ChorusCall;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that {@code ./chorus install} writes, with its own {@code ./chorus}. */
class InstallIT {

    private static final int TIMEOUT_S = 300;

    @TempDir
    private static Path folder;

    private static Path installed;
    private static Path mavenCalled;

    @BeforeAll
    static void install() throws Exception {
        installed = folder.resolve("installed");
        Path called = Files.createDirectory(folder.resolve("called"));
        ChorusCall call = ChorusCall.of(called, Map.of(), "install", "--out", installed.toString());
        assertEquals(0, call.exitCode(), call.printed());
        assertTrue(call.printed().startsWith("installed to " + installed), call.printed());
        // Found first on the path: no build must be tried.
        mavenCalled = folder.resolve("maven-called");
        Path maven = Files.writeString(
                Files.createDirectory(folder.resolve("bin")).resolve("mvn"), "#!/bin/sh\ntouch " + mavenCalled + "\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void gateway_ofAnInstalledFolder_runsAndWritesNothingThere() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // given
            Map<Path, String> before = files();
            Path data = folder.resolve("data");
            Process gateway = chorus(
                            "gateway",
                            "--broker",
                            broker.url(),
                            "--family",
                            "parts",
                            "--variant",
                            "p64",
                            "--data",
                            data.toString())
                    .start();
            try {
                // when
                awaitPrinted("parts-p64 is up");
                assertTrue(Files.exists(data.resolve("parts-p64/framework")));
                gateway.destroy();

                // then
                assertTrue(gateway.waitFor(TIMEOUT_S, TimeUnit.SECONDS), "it does not end");
                assertEquals(143, gateway.exitValue(), printed());
                assertEquals(before, files());
                assertFalse(Files.exists(mavenCalled));
            } finally {
                gateway.destroyForcibly();
            }
        }
    }

    @Test
    void gateway_ofAnInstalledFolderWithoutData_isRefusedInOneLine() throws Exception {
        assertMistake(
                "--data is required", "gateway", "--broker", "mqtt://127.0.0.1:1", "--family", "parts", "--aggregator");
    }

    @Test
    void commands_thatAnInstalledFolderDoesNotHave_areRefusedInOneLine() throws Exception {
        assertMistake("'train' is not part of the installed ", "train");
        assertMistake("'demo' is not part of the installed ", "demo");
        assertMistake(
                "is an installed folder; run this command in a clone", "install", "--out", folder.resolve("x") + "");
    }

    @Test
    void install_toAFolderWithFiles_isRefused() throws Exception {
        Path called = Files.createDirectory(folder.resolve("again"));

        ChorusCall call = ChorusCall.of(called, Map.of(), "install", "--out", installed.toString());

        assertEquals(2, call.exitCode(), call.printed());
        assertTrue(call.printed().contains("--out must be a new or empty folder"), call.printed());
    }

    private void assertMistake(String reason, String... arguments) throws Exception {
        Process process = chorus(arguments).start();

        assertTrue(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS), "it does not end");
        assertEquals(2, process.exitValue(), printed());
        assertTrue(printed().contains(reason), printed());
        assertEquals(1, printed().lines().count(), printed());
        assertFalse(Files.exists(mavenCalled));
    }

    private ProcessBuilder chorus(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(installed.resolve("chorus").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed.txt").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", folder.resolve("bin") + File.pathSeparator + environment.get("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("STATE_DIRECTORY", folder.resolve("state").toString());
        return builder;
    }

    private void awaitPrinted(String text) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (!printed().contains(text)) {
            assertTrue(System.nanoTime() < until, printed());
            Thread.sleep(100);
        }
    }

    private String printed() throws IOException {
        return Files.readString(folder.resolve("printed.txt"));
    }

    /** All files of the installed folder, with what changes when they are written. */
    private Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(installed)) {
            for (Path path : all.toList()) {
                files.put(path, Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
        }
        return files;
    }
}
