package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.gateway.ClonePackages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/examples/kura_cloud.py, before messages that were recorded of a Kura 5.6. */
@Tag("python")
class KuraCloudIT {

    private static final String PYTHON = "/usr/bin/python3";
    private static final String PACKAGE = "chorus-model-parts-p56";
    private static final String URI = "http://files.example/" + PACKAGE + "_1.0.0.dp";
    private static final String DIGEST = "9b8813cc8909c8a6e65c97768eec2bda4b7361f7bbf602bb9328fa774f55cb81";
    private static final UnaryOperator<String> WITH_PACKAGE = packages -> packages.replace(
            "<packages>",
            "<packages><package><name>" + PACKAGE + "</name><version>1.0.0</version><bundles/></package>");

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final int port = broker.port();
    private RecordedKura gateway;
    private int exitCode;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        gateway = new RecordedKura(broker.url());
    }

    @AfterEach
    void close() {
        gateway.close();
        broker.close();
    }

    @Test
    void packages_listed_areThoseOfTheGateway() throws Exception {
        gateway.play("get-packages");

        String printed = call("packages");

        assertSucceeded(printed);
        assertEquals("chorus-aggregator 0.1.0\nchorus-core 0.1.0\nchorus-web 0.1.1\nchorus-wires 0.1.1\n", printed);
    }

    @Test
    void install_newPackage_followsTheJobAndVerifiesTheList() throws Exception {
        gateway.play("exec-download-fresh").play("get-packages", WITH_PACKAGE);

        String printed = call("install", URI, "--sha256", DIGEST);

        assertSucceeded(printed);
        assertTrue(printed.startsWith("download IN_PROGRESS 0 %\n"), printed);
        assertTrue(
                printed.endsWith(
                        "download COMPLETED 100 %\ninstall COMPLETED 100 %\n" + PACKAGE + " 1.0.0 is installed\n"),
                printed);
    }

    @Test
    void install_listedWithoutThePackage_fails() throws Exception {
        gateway.play("exec-download-fresh").play("get-packages");

        assertFailed("gw1 reports COMPLETED, but " + PACKAGE + " is not installed", "install", URI, "--sha256", DIGEST);
    }

    @Test
    void install_wrongDigest_failsAlthoughTheDownloadCompleted() throws Exception {
        gateway.play("exec-download-wrong-hash");

        assertFailed(
                "download FAILED Error during download process and verification!",
                "install",
                URI,
                "--sha256",
                "0".repeat(64));
    }

    @Test
    void install_unreachableServer_failsWithTheReason() throws Exception {
        gateway.play("exec-download-unreachable");

        assertFailed("download FAILED Connection refused", "install", URI);
    }

    @Test
    void install_anotherDownloadUnderWay_isRefused() throws Exception {
        gateway.play("exec-download-while-busy");

        assertFailed(
                "gw1 refuses DEPLOY-V2/EXEC/download: 500 Another resource is already in download", "install", URI);
    }

    @Test
    void install_uriWithoutNameAndVersion_isTheUsersMistake() throws Exception {
        String printed = call("install", "http://files.example/a.dp");

        assertEquals(2, exitCode);
        assertTrue(printed.contains("uri must end in NAME_VERSION.dp, was http://files.example/a.dp"), printed);
        assertEquals(List.of(), gateway.differences());
    }

    @Test
    void uninstall_installedPackage_isUninstalled() throws Exception {
        gateway.play("get-packages", WITH_PACKAGE).play("exec-uninstall");

        String printed = call("uninstall", PACKAGE);

        assertSucceeded(printed);
        assertEquals("uninstall COMPLETED 100 %\n", printed);
    }

    @Test
    void uninstall_unknownPackage_failsWithoutAskingKuraWhichWouldCompleteIt() throws Exception {
        gateway.play("get-packages");

        assertFailed("gw1 has no package nosuch", "uninstall", "nosuch");
    }

    @Test
    void conf_newInstance_isCreated() throws Exception {
        gateway.play("conf-create");

        String printed = call("conf", "POST", "factoryComponents", write(CREATE));

        assertSucceeded(printed);
    }

    @Test
    void conf_refusals_failWithTheReason() throws Exception {
        gateway.play("conf-create-duplicate");
        assertFailed(
                "Invalid parameter. pid aggremote already exists", "conf", "POST", "factoryComponents", write(CREATE));

        gateway.play("conf-update-wrong-value");
        assertFailed(
                "400 {\"message\":\"Invalid property for type INTEGER: many\"}",
                "conf",
                "PUT",
                "configurableComponents/configurations/_update",
                write(
                        """
                        {"configs": [{"pid": "aggremote", "properties": {"x": {"type": "INTEGER", "value": "many"}}}],
                         "takeSnapshot": true}"""));
    }

    @Test
    void broker_thatIsNotThere_isOneLine() throws Exception {
        broker.stop();

        String printed = call("packages");

        assertEquals(1, exitCode);
        assertTrue(printed.matches("kura_cloud.py: cannot connect to 127.0.0.1:\\d+: .*\n"), printed);
    }

    /** As docs/deploy.md has it, for another component. */
    private static final String CREATE =
            """
            {"configs": [{"pid": "aggremote", "factoryPid": "dev.chorus.aggregator.AggregatorService", "properties": {
                "family": {"type": "STRING", "value": "remote"},
                "broker.url": {"type": "STRING", "value": "mqtt://broker.example:1883"}}}],
             "takeSnapshot": true}""";

    private String write(String json) throws IOException {
        return Files.writeString(folder.resolve("request.json"), json).toString();
    }

    private void assertSucceeded(String printed) {
        assertEquals(0, exitCode, printed);
        assertEquals(List.of(), gateway.differences());
    }

    private void assertFailed(String reason, String... arguments) throws Exception {
        String printed = call(arguments);

        assertEquals(1, exitCode, printed);
        assertTrue(printed.contains(reason), printed);
        assertEquals(List.of(), gateway.differences());
    }

    private String call(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                PYTHON,
                ClonePackages.ofChorus()
                        .orElseThrow()
                        .home()
                        .resolve("docs/examples/kura_cloud.py")
                        .toString(),
                "--timeout",
                "120",
                "127.0.0.1:" + port,
                "acme",
                "gw1"));
        command.addAll(List.of(arguments));
        Process script = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(script.waitFor(300, TimeUnit.SECONDS));
        exitCode = script.exitValue();
        return printed;
    }
}
