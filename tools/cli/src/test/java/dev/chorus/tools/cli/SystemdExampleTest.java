package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The unit in {@code docs/examples/systemd} and its command line. */
class SystemdExampleTest {

    private static final Path DOCUMENTS = Path.of("../../docs");
    private static final Path EXAMPLES = DOCUMENTS.resolve("examples/systemd");
    private static final Path UNIT = EXAMPLES.resolve("chorus-gateway@.service");
    private static final String ANALYZE = "/usr/bin/systemd-analyze";
    private static final String ARGUMENTS = "CHORUS_ARGUMENTS=";

    /** In tenths, as {@code systemd-analyze} takes it. */
    private static final int MOST_EXPOSURE = 20;

    @ParameterizedTest
    @ValueSource(strings = {"p64", "p72", "aggregator", "page"})
    void configurations_areArgumentsThatTheCommandTakes(String name) throws Exception {
        List<String> lines = Files.readAllLines(EXAMPLES.resolve(name + ".conf"));
        String arguments = lines.stream()
                .filter(line -> line.startsWith(ARGUMENTS))
                .findFirst()
                .orElseThrow()
                .substring(ARGUMENTS.length());

        new CommandLine(new GatewayCommand()).parseArgs(("--data d --name " + name + " " + arguments).split(" "));

        assertTrue(arguments.contains("--broker mqtt://127.0.0.1:188"), arguments);
        assertFalse(Files.readString(EXAMPLES.resolve(name + ".conf")).contains("PASSWORD"), name);
    }

    @Test
    void unit_callsTheInstalledCommandWithAPasswordFile() throws Exception {
        List<String> unit = Files.readAllLines(UNIT);

        assertTrue(
                unit.contains("ExecStart=/opt/chorus/chorus gateway --data %S/chorus/%i --name %i $CHORUS_ARGUMENTS"),
                unit.toString());
        assertTrue(
                unit.contains("Environment=" + Passwords.BROKER_VARIABLE + Passwords.FILE + "=%d/password"),
                unit.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DynamicUser=yes",
                "StateDirectory=chorus/%i",
                "ProtectSystem=strict",
                "ProtectHome=yes",
                "CapabilityBoundingSet=",
                "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
                "SystemCallFilter=@system-service",
                "UMask=0077",
                "KillMode=mixed"
            })
    void unit_hasThisProtection(String line) throws Exception {
        assertTrue(Files.readAllLines(UNIT).contains(line), line);
    }

    @Test
    @Tag("systemd")
    void unit_accordingToSystemd_isExposedLittle(@TempDir Path folder) throws Exception {
        // A template can be verified as an instance only.
        Path instance = Files.copy(UNIT, folder.resolve("chorus-gateway@p64.service"));

        Process process = new ProcessBuilder(
                        ANALYZE,
                        "security",
                        "--offline=true",
                        "--threshold=" + MOST_EXPOSURE,
                        "--no-pager",
                        instance.toString())
                .redirectErrorStream(true)
                .start();

        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        assertTrue(printed.contains("Overall exposure level"), printed);
    }

    @Test
    void documents_putNoPasswordOnACommandLine() throws Exception {
        try (Stream<Path> files = Files.walk(DOCUMENTS)) {
            for (Path file : files.filter(SystemdExampleTest::isText).toList()) {
                String text = Files.readString(file);
                assertFalse(text.matches("(?s).*mosquitto_passwd\\s+(-\\w+\\s+)*-\\w*b.*"), file.toString());
            }
        }
    }

    private static boolean isText(Path file) {
        try {
            String name = file.getFileName().toString();
            return Files.isRegularFile(file)
                    && !name.endsWith(".png")
                    && !name.endsWith(".jpg")
                    && Files.size(file) < 1 << 20;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
