package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.testgateway.TestCertificate;
import dev.chorus.tools.testgateway.TestGateway;
import dev.chorus.tools.testprocess.ChorusCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deploys the built packages, whose definitions must have what the command configures, to a stand-in of a gateway. */
@Timeout(600)
class DeployIT {

    private static final String USER = "deployer";
    private static final Map<String, String> PASSWORDS =
            Map.of("CHORUS_GATEWAY_PASSWORD", "secret", "CHORUS_BROKER_PASSWORD", "s3cret");

    @TempDir
    private Path folder;

    private TestCertificate certificate;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        certificate = TestCertificate.ofKura(folder);
        gateway = TestGateway.startSecure("admin", "admin", certificate);
        gateway.authentication().accounts().add(USER, "secret", "rest.deploy", "rest.inventory", "rest.configuration");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void variant_deployed_isConfiguredByItsOwnDefinition() throws Exception {
        // when
        ChorusCall first = deploy("variant", "--variant", "p48");
        int changes = gateway.changes().size();
        ChorusCall second = deploy("variant", "--variant", "p48");
        // then
        assertEquals(0, first.exitCode(), first.printed());
        assertEquals(4, gateway.packages().size(), gateway.packages().toString());
        Map<String, String> stored = gateway.component("chorus-variant");
        assertEquals("p48", stored.get("variant"));
        assertEquals("s3cret", stored.get("password"));
        assertDefined("dev.chorus.variant.VariantService", stored.keySet());
        assertEquals(0, second.exitCode(), second.printed());
        assertEquals(changes, gateway.changes().size(), second.printed());
    }

    @Test
    void aggregator_deployed_isConfiguredByItsOwnDefinition() throws Exception {
        // when
        ChorusCall call = deploy("aggregator");
        // then
        assertEquals(0, call.exitCode(), call.printed());
        Map<String, String> stored = gateway.component("chorus-aggregator");
        assertEquals("mqtt://broker:1883", stored.get("broker.url"));
        assertDefined("dev.chorus.aggregator.AggregatorService", stored.keySet());
    }

    @Test
    void web_deployed_isConfiguredByItsOwnDefinition() throws Exception {
        // when
        ChorusCall call = deploy("web");
        // then
        assertEquals(0, call.exitCode(), call.printed());
        Map<String, String> stored = gateway.component("chorus-web");
        assertEquals("parts", stored.get("family"));
        assertDefined("dev.chorus.web.WebService", stored.keySet());
    }

    @Test
    void allRoles_onANewGateway_areDeployedAndASecondRoundChangesNothing() throws Exception {
        // given
        gateway.authentication().accounts().requirePasswordChange("admin");
        Map<String, String> passwords = Map.of(
                "CHORUS_GATEWAY_PASSWORD", "admin",
                "CHORUS_NEW_PASSWORD", "Chorus-Test-1",
                "CHORUS_BROKER_PASSWORD", "s3cret");
        // when
        List<ChorusCall> first = deployAllRoles(passwords);
        int changes = gateway.changes().size();
        List<ChorusCall> second = deployAllRoles(passwords);
        // then
        assertTrue(
                first.get(0).printed().contains("password of admin: changed"),
                first.get(0).printed());
        for (ChorusCall call : first) {
            assertEquals(0, call.exitCode(), call.printed());
        }
        for (ChorusCall call : second) {
            assertEquals(0, call.exitCode(), call.printed());
            assertTrue(call.printed().contains("nothing to change"), call.printed());
        }
        assertEquals(6, gateway.packages().size(), gateway.packages().toString());
        assertEquals(changes, gateway.changes().size());
        assertEquals(0, gateway.authentication().openSessions());
    }

    private List<ChorusCall> deployAllRoles(Map<String, String> passwords) throws Exception {
        return List.of(
                deploy("admin", passwords, "aggregator"),
                deploy("admin", passwords, "variant", "--variant", "p48"),
                deploy("admin", passwords, "web"));
    }

    /** A gateway stores what no definition has, and nobody reads it. */
    private void assertDefined(String factoryPid, Set<String> properties) {
        Set<String> attributes = gateway.attributes(factoryPid);
        assertTrue(attributes.containsAll(properties), properties + " in " + attributes);
    }

    private ChorusCall deploy(String role, String... more) throws IOException, InterruptedException {
        return deploy(USER, PASSWORDS, role, more);
    }

    private ChorusCall deploy(String user, Map<String, String> passwords, String role, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("deploy", "--gateway", gateway.url() + "/admin/console", "--pin", certificate.sha256()));
        arguments.addAll(List.of("--user", user, "--role", role, "--broker", "mqtt://broker:1883"));
        arguments.addAll(List.of("--broker-user", "fleet", "--family", "parts"));
        arguments.addAll(List.of(more));
        return ChorusCall.of(folder, passwords, arguments.toArray(String[]::new));
    }
}
