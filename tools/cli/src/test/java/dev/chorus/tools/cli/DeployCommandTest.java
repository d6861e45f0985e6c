package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.testgateway.SmallPackages;
import dev.chorus.tools.testgateway.TestCertificate;
import dev.chorus.tools.testgateway.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(600)
class DeployCommandTest {

    /** Of the five bytes {@code model}. */
    private static final String SHA256 = "9372c470eeadd5ecd9c3c74c2b3cb633f8e2f2fad799250a0f70d652b6b825e4";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private TestGateway gateway;
    private Path packages;

    @BeforeEach
    void start() throws IOException {
        gateway = TestGateway.start("admin", "secret");
        packages = new SmallPackages(folder.resolve("dp")).writeRelease("0.1.0");
        environment.put("CHORUS_GATEWAY_PASSWORD", "secret");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void gateway_fresh_isDeployedAndASecondCallChangesNothing() {
        // when
        Call first = deploy(gateway.url(), "--variant", "p48");
        int changes = gateway.changes().size();
        Call second = deploy(gateway.url() + "/services/", "--variant", "p48");
        // then
        assertEquals(0, first.exitCode(), first.err());
        assertEquals(
                """
                chorus-core 0.1.0: installed
                chorus-onnxruntime 1.28.0: installed
                chorus-variant 0.1.0: installed
                chorus-model-parts-p48 1.0.0: installed
                chorus-variant: created, broker.url = mqtt://broker:1883, family = parts, variant = p48
                done
                """,
                first.out().replace("\r\n", "\n"));
        assertEquals("p48", gateway.component("chorus-variant").get("variant"));
        assertEquals(0, second.exitCode(), second.err());
        assertEquals(changes, gateway.changes().size());
        assertTrue(second.out().endsWith("nothing to change" + System.lineSeparator()));
    }

    @Test
    void gateway_overHttp_warnsThatItIsReadable() {
        // when
        Call call = deploy(gateway.url(), "--variant", "p48");
        // then
        assertTrue(call.err().contains("is not encrypted"), call.err());
    }

    @Test
    void certificate_selfSigned_needsInsecureOrCa() throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost", folder);
        try (TestGateway secure = TestGateway.startSecure("admin", "secret", certificate)) {
            // given
            String ca = certificate.writePem(folder.resolve("ca.pem")).toString();
            // when
            Call refused = deploy(secure.url(), "--variant", "p48");
            Call believed = deploy(secure.url(), "--variant", "p48", "--ca", ca);
            Call accepted = deploy(secure.url(), "--variant", "p48", "--insecure");
            // then
            assertMistake(refused, "--insecure");
            assertEquals(0, believed.exitCode(), believed.err());
            assertEquals("", believed.err());
            assertEquals(0, accepted.exitCode(), accepted.err());
        }
    }

    @Test
    void certificate_ofKura_isPinnedByTheFingerprintInTheError() throws Exception {
        TestCertificate certificate = TestCertificate.ofKura(folder);
        try (TestGateway secure = TestGateway.startSecure("admin", "secret", certificate)) {
            // when
            Call refused = deploy(secure.url(), "--variant", "p48");
            String pin = refused.err().replaceAll("(?s).*--pin ([0-9A-F:]+).*", "$1");
            Call pinned = deploy(secure.url() + "/admin/console", "--variant", "p48", "--pin", pin);
            // then
            assertMistake(refused, "--pin " + certificate.sha256());
            assertEquals(0, pinned.exitCode(), pinned.err());
            assertEquals("", pinned.err());
            assertEquals(0, secure.authentication().openSessions());
        }
    }

    @Test
    void password_thatMustBeChanged_isChangedToTheGivenOneAndTheSameCallSucceedsAgain() {
        // given
        gateway.authentication().accounts().requirePasswordChange("admin");
        Call refused = deploy(gateway.url(), "--variant", "p48");
        environment.put("CHORUS_NEW_PASSWORD", "new-secret");
        Call dry = deploy(gateway.url(), "--variant", "p48", "--dry-run");
        // when
        Call first = deploy(gateway.url(), "--variant", "p48");
        Call second = deploy(gateway.url(), "--variant", "p48");
        // then
        assertEquals(2, refused.exitCode());
        assertTrue(
                refused.err().contains("must change its password first: set CHORUS_NEW_PASSWORD, or run in a terminal"),
                refused.err());
        assertEquals(2, dry.exitCode());
        assertTrue(dry.err().contains("a dry run changes no password"), dry.err());
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.out().startsWith("password of admin: changed"), first.out());
        assertFalse((first.out() + first.err()).contains("new-secret"), first.out());
        assertEquals(0, second.exitCode(), second.err());
        assertTrue(second.out().contains("nothing to change"), second.out());
    }

    @Test
    void package_newerOnTheGateway_isReplacedOnlyWithDowngrade() throws IOException {
        // given
        deploy(gateway.url(), "--variant", "p48");
        packages = new SmallPackages(folder.resolve("old")).writeRelease("0.0.9");
        // when
        Call refused = deploy(gateway.url(), "--variant", "p48");
        Call replaced = deploy(gateway.url(), "--variant", "p48", "--downgrade");
        // then
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("replace them with --downgrade"), refused.err());
        assertEquals(0, replaced.exitCode(), replaced.err());
        assertTrue(replaced.out().startsWith("chorus-core 0.0.9: downgraded from 0.1.0"), replaced.out());
    }

    @Test
    void password_wrong_isAMistake() {
        // given
        environment.put("CHORUS_GATEWAY_PASSWORD", "wr0ng");
        // when
        Call call = deploy(gateway.url(), "--variant", "p48");
        // then
        assertEquals(2, call.exitCode());
        assertTrue(call.err().contains("rejected the login of 'admin': wrong user or password"), call.err());
        assertFalse(call.err().contains("wr0ng"), call.err());
        assertEquals(List.of(), gateway.changes());
    }

    @Test
    void password_nowhere_isAMistake() {
        // given
        environment.clear();
        // when
        Call call = deploy(gateway.url(), "--variant", "p48");
        // then
        assertMistake(call, "--user requires a password: set CHORUS_GATEWAY_PASSWORD, or run in a terminal");
    }

    @Test
    void brokerPassword_nowhere_isAMistakeBeforeAnythingChanges() {
        // when
        Call call = deploy(gateway.url(), "--variant", "p48", "--broker-user", "fleet");
        // then
        assertEquals(2, call.exitCode());
        assertTrue(call.err().contains("--broker-user requires a password: set CHORUS_BROKER_PASSWORD"), call.err());
        assertEquals(List.of(), gateway.changes());
    }

    @Test
    void brokerPassword_placeholder_isAMistake() {
        // given
        environment.put("CHORUS_BROKER_PASSWORD", "placeholder");
        // when
        Call call = deploy(gateway.url(), "--variant", "p48", "--broker-user", "fleet");
        // then
        assertEquals(2, call.exitCode());
        assertTrue(call.err().contains("the placeholder that gateways show instead of passwords"), call.err());
        assertEquals(List.of(), gateway.changes());
    }

    @Test
    void brokerLogin_given_isStored() {
        // given
        environment.put("CHORUS_BROKER_PASSWORD", "s3cret");
        // when
        Call call = deploy(gateway.url(), "--variant", "p48", "--broker-user", "fleet");
        // then
        assertEquals(0, call.exitCode(), call.err());
        assertEquals("fleet", gateway.component("chorus-variant").get("user"));
        assertEquals("s3cret", gateway.component("chorus-variant").get("password"));
        assertFalse((call.out() + call.err()).contains("s3cret"), call.out());
    }

    @Test
    void model_ofAFolder_isPackedAndInstalled() throws IOException {
        // given
        String family = writeFamily("mine").toString();
        // when
        Call call = Call.of(
                commandLine(),
                arguments(gateway.url(), "variant", "mine", "--variant", "a", "--model", family, "--name", "line.1"));
        // then
        assertEquals(0, call.exitCode(), call.err());
        assertTrue(
                gateway.packages().contains("chorus-model-mine-a 2.1.0"),
                gateway.packages().toString());
        assertEquals("a", gateway.component("line.1").get("variant"));
    }

    @Test
    void aggregator_fresh_isDeployed() {
        // when
        Call call = Call.of(commandLine(), arguments(gateway.url(), "aggregator", "parts"));
        // then
        assertEquals(0, call.exitCode(), call.err());
        assertEquals(List.of("chorus-aggregator 0.1.0", "chorus-core 0.1.0"), gateway.packages());
        assertEquals(
                "mqtt://broker:1883", gateway.component("chorus-aggregator").get("broker.url"));
    }

    @Test
    void dryRun_reportsTheStepsAndChangesNothing() {
        // when
        Call call = deploy(gateway.url(), "--variant", "p48", "--dry-run");
        // then
        assertEquals(0, call.exitCode(), call.err());
        assertTrue(call.out().startsWith("chorus-core 0.1.0: would be installed"), call.out());
        assertEquals(List.of(), gateway.changes());
    }

    @Test
    void package_failing_endsWith1AndCanBeRunAgain() {
        // given
        gateway.failInstalling("chorus-variant", true);
        Call failed = deploy(gateway.url(), "--variant", "p48", "--timeout", "5");
        gateway.failInstalling("chorus-variant", false);
        // when
        Call again = deploy(gateway.url(), "--variant", "p48");
        // then
        assertEquals(1, failed.exitCode());
        assertTrue(
                failed.err()
                        .contains("chorus deploy: chorus-variant 0.1.0 was sent, but after 5 s it is not installed"),
                failed.err());
        assertEquals(0, again.exitCode(), again.err());
        assertTrue(again.out().startsWith("chorus-core 0.1.0: already installed"), again.out());
        assertEquals("p48", gateway.component("chorus-variant").get("variant"));
    }

    @Test
    void gateway_unreachable_endsWith1InOneLine() {
        // given
        String url = gateway.url().replace("http:", "https:").replaceAll(":\\d+$", ":1");
        // when
        Call call = deploy(url, "--variant", "p48", "--wait", "0");
        // then
        assertEquals(1, call.exitCode());
        assertEquals(1, call.err().lines().count(), call.err());
        assertTrue(call.err().startsWith("chorus deploy: cannot connect to " + url), call.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gw1            | variant    | parts | --variant p48              | --gateway must be https://
                    https://gw1    | variant    | parts | --dry-run                  | --role variant needs --variant
                    https://gw1    | aggregator | parts | --variant p48              | --variant requires --role variant
                    https://gw1    | aggregator | parts | --model x                  | --model requires --role variant
                    https://gw1    | cook       | parts | --variant p48              | 'cook'
                    https://gw1    | variant    | a/b   | --variant p48              | --family must be 1..64 of
                    https://gw1    | variant    | parts | --variant p48 --name a..b  | --name must be letters, digits,
                    https://gw1    | variant    | parts | --variant p48 --timeout 0  | --timeout must be 1 to 3600 s, was 0
                    https://gw1    | variant    | parts | --variant p48 --model x    | --model must be a folder with family.json, was x
                    https://gw1    | variant    | parts | --variant p48 --ca x       | --ca must be a file, was x
                    https://gw1    | variant    | parts | --variant p48 --ca x --insecure     | exclude each other
                    https://gw1    | variant    | parts | --variant p48 --ca x --pin 00       | exclude each other
                    https://gw1    | variant    | parts | --variant p48 --pin 00              | --pin must be a SHA-256 fingerprint
                    http://gw1     | variant    | parts | --variant p48 --pin 00              | --pin requires an https gateway
                    https://gw1    | variant    | parts | --variant p48 --wait -1             | --wait must be 0 to 3600 s, was -1
                    https://gw1    | variant    | parts | --variant p48 --new-broker-password | requires --broker-user
                    https://gw1    | variant    | parts | --variant p48 --password x | Unknown option
                    """)
    void call_invalid_failsInOneLine(String url, String role, String family, String more, String expected) {
        // when
        Call call = Call.of(commandLine(), arguments(url, role, family, more.split(" +")));
        // then
        assertMistake(call, expected);
    }

    @Test
    void broker_mistyped_isAMistake() {
        // when
        Call call = deploy(gateway.url(), "--variant", "p48", "--broker", "http://b");
        // then
        assertMistake(call, "--broker");
    }

    @Test
    void model_ofAnotherFamilyOrVariant_isAMistake() throws IOException {
        // given
        String family = writeFamily("mine").toString();
        // then
        assertMistake(
                deploy(gateway.url(), "--variant", "a", "--model", family),
                "--family must be 'mine', the family of --model, was 'parts'");
        assertMistake(
                Call.of(
                        commandLine(),
                        arguments(gateway.url(), "variant", "mine", "--variant", "b", "--model", family)),
                "variant is 'b', must be one of [a]");
    }

    private Call deploy(String url, String... more) {
        return Call.of(commandLine(), arguments(url, "variant", "parts", more));
    }

    private String[] arguments(String url, String role, String family, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("deploy", "--gateway", url, "--user", "admin", "--role", role));
        arguments.addAll(List.of("--family", family, "--packages", packages.toString()));
        if (!List.of(more).contains("--broker")) {
            arguments.addAll(List.of("--broker", "mqtt://broker:1883"));
        }
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private CommandLine commandLine() {
        CommandLine commandLine = Chorus.commandLine();
        DeployCommand deploy = commandLine.getSubcommands().get("deploy").getCommand();
        deploy.with(new Passwords(environment::get, question -> null), Duration.ofMillis(5));
        return commandLine;
    }

    private Path writeFamily(String name) throws IOException {
        Path family = Files.createDirectory(folder.resolve(name));
        Variant variant = new Variant("a", 0.35, 32, 64, 0.5, 1, "a.onnx", SHA256, 1, 2, 0.8);
        Files.writeString(family.resolve("a.onnx"), "model");
        Files.writeString(
                family.resolve("family.json"),
                FamilyJson.write(new Family(name, "2.1.0", new LabelSet(List.of("bolt", "nut")), List.of(variant))));
        return family;
    }

    private static void assertMistake(Call call, String message) {
        assertEquals(2, call.exitCode(), call.err());
        assertEquals(1, call.err().lines().count(), call.err());
        assertTrue(call.err().contains(message), call.err());
        assertEquals("", call.out());
    }
}
