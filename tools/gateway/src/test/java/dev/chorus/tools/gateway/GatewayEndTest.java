package dev.chorus.tools.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the process of a gateway ends, without a parent that helps. */
@Timeout(600)
class GatewayEndTest {

    private static final int ENDED_BY_SIGTERM = 143;
    private static final int TIMEOUT_S = 300;
    private static final int STEPS = 20;

    @TempDir
    Path folder;

    private Process gateway;
    private BufferedReader answers;
    private BufferedWriter commands;

    @AfterEach
    void kill() {
        gateway.destroyForcibly();
    }

    @Test
    void inputThatEnds_stopsTheComponents() throws Exception {
        launch(Map.of());
        awaitAnswer(GatewayMain.READY);

        commands.close();

        assertEnds(0);
        assertEquals(EchoComponent.STOPPED, Files.readString(echo()));
    }

    @Test
    void signal_toARunningGateway_stopsTheComponents() throws Exception {
        launch(Map.of());
        awaitAnswer(GatewayMain.READY);

        terminate();

        assertEnds(ENDED_BY_SIGTERM);
        assertEquals(EchoComponent.STOPPED, Files.readString(echo()));
    }

    @RepeatedTest(5)
    void signal_toAStartingGateway_leavesNothing() throws Exception {
        // given
        long seed = System.nanoTime();
        int steps = new Random(seed).nextInt(STEPS);
        System.out.println("seed " + seed + ": " + steps + " steps");
        launch(Map.of());
        boolean ready = false;
        for (int step = 0; step < steps && !ready; step++) {
            ready = awaitAnswer("").startsWith(GatewayMain.READY);
        }

        // when
        terminate();

        // then
        assertEnds(ENDED_BY_SIGTERM);
    }

    @Test
    void signal_toAGatewayThatIgnoresTheEndOfTheJvmAsKuraDoes_stopsNothing() throws Exception {
        launch(Map.of("JAVA_TOOL_OPTIONS", "-D" + GatewayMain.NO_SHUTDOWN + "=true"));
        awaitAnswer(GatewayMain.READY);

        terminate();

        assertTrue(gateway.waitFor(TIMEOUT_S, TimeUnit.SECONDS));
        assertTrue(Files.readString(echo()).contains("k=5"), Files.readString(echo()));
    }

    @Test
    void start_inTheFolderOfAKilledGateway_clearsIt() throws Exception {
        // given
        launch(Map.of());
        awaitAnswer(GatewayMain.READY);
        gateway.destroyForcibly().waitFor();
        Path left = Files.writeString(GatewayFolder.temporary(data()).resolve("left"), "by a killed gateway");

        // when
        launch(Map.of());
        awaitAnswer(GatewayMain.READY);

        // then
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(data().resolve("framework")));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path echo() {
        return folder.resolve("echo.txt");
    }

    private Path log() {
        return folder.resolve("gateway.log");
    }

    private void launch(Map<String, String> environment) throws IOException {
        ComponentSettings component =
                new ComponentSettings(EchoBundle.FACTORY, "echo1", Map.of("file", echo().toString()));
        gateway = GatewayLauncher.start(new GatewaySetup(
                data(),
                Path.of(System.getProperty("chorus.platform")),
                List.of(EchoBundle.writePackage(folder, "1.0.0")),
                List.of(component),
                log(),
                environment));
        answers = gateway.inputReader();
        commands = gateway.outputWriter();
        commands.write(SettingsJson.write(List.of(component)) + "\n");
        commands.flush();
    }

    private String awaitAnswer(String begin) throws IOException {
        String answer = answers.readLine();
        while (answer != null && !answer.startsWith(begin)) {
            answer = answers.readLine();
        }
        assertTrue(answer != null, "the gateway has ended");
        return answer;
    }

    /** The signal alone: {@link Process#destroy()} closes the gateway's input as well. */
    private void terminate() {
        assertTrue(gateway.toHandle().destroy());
    }

    private void assertEnds(int exitValue) throws Exception {
        assertTrue(gateway.waitFor(TIMEOUT_S, TimeUnit.SECONDS), "it does not end");
        assertEquals(exitValue, gateway.exitValue());
        assertFalse(Files.exists(data()), () -> "left: " + files(data()));
        String logged = Files.readString(log());
        assertFalse(logged.contains("\tat "), logged);
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
