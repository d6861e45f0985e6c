package dev.chorus.tools.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class GatewayProcessTest {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private GatewayProcess gateway;

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void awaitReady_withPackageAndComponent_componentHasGivenAndDefaultValues() throws Exception {
        // given
        Path echo = folder.resolve("echo.txt");

        // when
        start(List.of(EchoBundle.writePackage(folder, "1.0.0")), List.of(echo("echo1", echo, Map.of())));

        // then
        awaitEcho(echo, "k=5");
        awaitEcho(echo, "kura.service.pid=echo1");
    }

    @Test
    void create_withPassword_arrivesEncrypted() throws Exception {
        // given
        Path echo = folder.resolve("echo.txt");
        start(List.of(EchoBundle.writePackage(folder, "1.0.0")), List.of());

        // when
        gateway.create(echo("echo1", echo, Map.of("password", new Password("top secret"))));

        // then
        String arrived = awaitEcho(echo, "password=");
        assertFalse(arrived.contains("secret"), arrived);
    }

    @Test
    void files_ofARunningGateway_areOnlyForTheirOwnerAndWithoutPasswords() throws Exception {
        // given
        Path echo = folder.resolve("echo.txt");
        Files.createDirectory(folder.resolve("data"));
        ComponentSettings component = echo("echo1", echo, Map.of("password", new Password("top secret")));

        // when
        start(List.of(EchoBundle.writePackage(folder, "1.0.0")), List.of(component));
        awaitEcho(echo, "password=");

        // then
        assertEquals("rwx------", mode(folder.resolve("data")));
        assertEquals("rw-------", mode(folder.resolve("gateway.log")));
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
            files = all.toList();
        }
        assertTrue(files.size() > 10, files.toString());
        for (Path file : files) {
            assertTrue(mode(file).endsWith("------"), file + " has " + mode(file));
            assertFalse(
                    Files.isRegularFile(file)
                            && Files.readString(file, StandardCharsets.ISO_8859_1)
                                    .contains("top secret"),
                    file + " has the password");
            assertFalse(file.getFileName().toString().equals("key"), file + " opens what was sealed");
        }
    }

    @Test
    void environment_ofAGateway_hasNoPasswords() throws Exception {
        GatewaySetup setup = setup(List.of(), List.of());
        Process process = GatewayLauncher.start(setup);
        try {
            assertEquals("of the test", System.getenv("CHORUS_BROKER_PASSWORD"));
            String environment =
                    Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
            assertFalse(environment.contains("of the test"), environment);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void update_changesWhatItNames() throws Exception {
        // given
        Path echo = folder.resolve("echo.txt");
        start(List.of(EchoBundle.writePackage(folder, "1.0.0")), List.of(echo("echo1", echo, Map.of())));

        // when
        gateway.update("echo1", Map.of("k", "not a number"));

        // then
        awaitEcho(echo, "k=not a number");
    }

    @Test
    void install_higherVersion_keepsTheComponent() throws Exception {
        // given
        Path echo = folder.resolve("echo.txt");
        start(List.of(EchoBundle.writePackage(folder, "1.0.0")), List.of(echo("echo1", echo, Map.of("k", 7))));
        awaitEcho(echo, "k=7");
        Files.delete(echo);

        // when
        gateway.install(EchoBundle.writePackage(folder, "1.1.0"));

        // then
        awaitEcho(echo, "k=7");
    }

    @Test
    void install_bundleThatCannotResolve_failsNamingTheMissingPackage() throws Exception {
        // given
        start(List.of(), List.of());
        Path unresolvable = EchoBundle.writePackage(folder, "1.0.0", "no.such.thing");

        // when
        IOException failure = assertThrows(IOException.class, () -> gateway.install(unresolvable));

        // then
        assertTrue(failure.getMessage().contains("no.such.thing"), failure.getMessage());
    }

    @Test
    void uninstall_thenInstall_worksAgain() throws Exception {
        // given
        Path deploymentPackage = EchoBundle.writePackage(folder, "1.0.0");
        start(List.of(deploymentPackage), List.of());

        // when
        gateway.uninstall(EchoBundle.PACKAGE_NAME);
        IOException failure = assertThrows(IOException.class, () -> gateway.uninstall(EchoBundle.PACKAGE_NAME));
        gateway.install(deploymentPackage);

        // then
        assertTrue(failure.getMessage().contains(EchoBundle.PACKAGE_NAME), failure.getMessage());
    }

    @Test
    void delete_unknownComponent_fails() throws Exception {
        start(List.of(), List.of());

        assertThrows(IOException.class, () -> gateway.delete("missing"));
    }

    @Test
    void awaitReady_invalidPackage_failsAndDeletesTheFolder() throws Exception {
        // given
        Path garbage = Files.writeString(folder.resolve("garbage.dp"), "garbage");
        gateway = GatewayProcess.launch(setup(List.of(garbage), List.of()));

        // when
        assertThrows(IOException.class, () -> gateway.awaitReady(START_TIMEOUT));

        // then
        assertFalse(gateway.isAlive());
        assertFalse(Files.exists(folder.resolve("data")));
    }

    @Test
    void kill_endsTheProcessAndDeletesItsFolder() throws Exception {
        // given
        start(List.of(EchoBundle.writePackage(folder, "1.0.0")), List.of());

        // when
        gateway.kill();

        // then
        assertFalse(gateway.isAlive());
        assertFalse(Files.exists(folder.resolve("data")));
        assertThrows(IOException.class, () -> gateway.delete("echo1"));
    }

    @Test
    void close_afterKilling_isQuiet() throws Exception {
        start(List.of(), List.of());
        gateway.kill();

        gateway.close();

        assertFalse(gateway.isAlive());
    }

    @Test
    void close_byTwoThreads_isQuiet() throws Exception {
        // given
        start(List.of(EchoBundle.writePackage(folder, "1.0.0")), List.of());
        Thread other = new Thread(gateway::close);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        other.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));

        // when
        other.start();
        gateway.close();
        other.join();

        // then
        assertNull(failure.get());
        assertTrue(gateway.isStopped());
        assertFalse(Files.exists(folder.resolve("data")));
    }

    @Test
    void awaitReady_folderInUse_failsWithoutAffectingTheOtherGateway() throws Exception {
        // given
        Path echo = folder.resolve("echo.txt");
        start(List.of(EchoBundle.writePackage(folder, "1.0.0")), List.of(echo("echo1", echo, Map.of())));
        GatewayProcess second = GatewayProcess.launch(setup(List.of(), List.of()));

        // when
        FolderInUseException refusal = assertThrows(FolderInUseException.class, () -> second.awaitReady(START_TIMEOUT));

        // then
        assertEquals(folder.resolve("data") + " is in use by a running gateway", refusal.getMessage());
        assertFalse(second.isAlive());
        gateway.update("echo1", Map.of("k", 8));
        awaitEcho(echo, "k=8");
    }

    private void start(List<Path> packages, List<ComponentSettings> components) throws Exception {
        gateway = GatewayProcess.launch(setup(packages, components));
        gateway.awaitReady(START_TIMEOUT);
    }

    private GatewaySetup setup(List<Path> packages, List<ComponentSettings> components) {
        return new GatewaySetup(
                folder.resolve("data"),
                Path.of(System.getProperty("chorus.platform")),
                packages,
                components,
                folder.resolve("gateway.log"));
    }

    private static ComponentSettings echo(String pid, Path file, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("file", file.toString());
        return new ComponentSettings(EchoBundle.FACTORY, pid, properties);
    }

    /** Waits until the component has written a text; the class' timeout is the deadline. */
    private static String awaitEcho(Path file, String expected) throws Exception {
        String echo = "";
        while (!echo.contains(expected)) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            echo = Files.exists(file) ? Files.readString(file) : "";
        }
        return echo;
    }
}
