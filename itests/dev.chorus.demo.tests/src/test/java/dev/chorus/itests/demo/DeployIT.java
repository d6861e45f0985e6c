package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.testgateway.TestCertificate;
import dev.chorus.tools.testgateway.TestGateway;
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

    private static final Map<String, String> PASSWORDS =
            Map.of("CHORUS_GATEWAY_PASSWORD", "secret", "CHORUS_BROKER_PASSWORD", "s3cret");

    @TempDir
    private Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = TestGateway.startSecure("admin", "secret", TestCertificate.of("localhost", folder));
        gateway.authentication().enableBasic(true);
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

    /** A gateway stores what no definition has, and nobody reads it. */
    private void assertDefined(String factoryPid, Set<String> properties) {
        Set<String> attributes = gateway.attributes(factoryPid);
        assertTrue(attributes.containsAll(properties), properties + " in " + attributes);
    }

    private ChorusCall deploy(String role, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("deploy", "--gateway", gateway.url(), "--insecure"));
        arguments.addAll(List.of("--user", "admin", "--role", role, "--broker", "mqtt://broker:1883"));
        arguments.addAll(List.of("--broker-user", "fleet", "--family", "parts"));
        arguments.addAll(List.of(more));
        return ChorusCall.of(folder, PASSWORDS, arguments.toArray(String[]::new));
    }
}
