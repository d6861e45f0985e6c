package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.TestClient;
import dev.chorus.itests.support.TestKeys;
import dev.chorus.kura.standin.StandinSslManagerService;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.kura.ssl.SslManagerService;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.ServiceRegistration;

/** A broker that wants TLS and a key, both of which a service of the gateway has. */
public class KeyStores extends FlowTest {

    private static final String PID = "keys";
    private static final Map<String, Object> KEYS =
            Map.of("SslManagerService.target", "(kura.service.pid=" + PID + ")", "ssl.key.alias", TestKeys.ALIAS);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private Path store;

    @Override
    EmbeddedBroker startBroker() {
        try {
            store = TestKeys.make(folder.getRoot().toPath());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return EmbeddedBroker.builder().tls(store, TestKeys.PASSWORD).start();
    }

    private ServiceRegistration<SslManagerService> registerKeys() throws Exception {
        return gateway.register(
                SslManagerService.class,
                new StandinSslManagerService(TestKeys.load(store), TestKeys.PASSWORD.toCharArray()),
                PID);
    }

    @Test
    public void components_withTheGatewaysKey_answerThroughTls() throws Exception {
        ServiceRegistration<SslManagerService> keys = registerKeys();
        try {
            // given
            gateway.createAggregator(broker.tlsUrl(), KEYS);
            statuses.awaitAggregator("there", any -> true);
            for (String variant : FrameworkGateway.VARIANTS) {
                gateway.createVariant(variant, broker.tlsUrl(), KEYS);
            }
            statuses.awaitOnline(FrameworkGateway.VARIANTS);
            assertGoodIsAnswered();

            // when
            gateway.update("p48", Map.of("k", 3));
            gateway.update(FrameworkGateway.AGGREGATOR, Map.of("quorum", 2));

            // then
            statuses.awaitVariant("p48", "with another k", status -> status.number("k") == 3);
            assertGoodIsAnswered();
            statuses.awaitVariantCount("p48", "link.connects", 1);
            statuses.awaitAggregatorCount("link.connects", 1);
        } finally {
            keys.unregister();
        }
    }

    @Test
    public void variant_keyAlias_isIgnoredAsByKuraAndLogged() throws Exception {
        ServiceRegistration<SslManagerService> keys = registerKeys();
        try {
            // given
            gateway.createVariant("p48", broker.tlsUrl(), KEYS);
            statuses.awaitVariant("p48", "online", state("online"));

            // when
            client.forget();
            gateway.update("p48", Map.of("ssl.key.alias", "nobody"));

            // then
            MistakesTest.awaitLog("ssl.key.alias is 'nobody': Kura 5.6 ignores it");
            statuses.awaitVariant("p48", "online", state("online"));
        } finally {
            keys.unregister();
        }
    }

    @Test
    public void variant_targetThatIsNoFilter_isReportedAndCorrected() throws Exception {
        ServiceRegistration<SslManagerService> keys = registerKeys();
        try {
            // given
            gateway.createVariant("p48", broker.tlsUrl(), KEYS);
            statuses.awaitVariant("p48", "online", state("online"));

            // when
            gateway.update("p48", Map.of("SslManagerService.target", "keys"));

            // then
            statuses.awaitVariant("p48", "with a problem", says("SslManagerService.target is 'keys'"));

            // and when
            client.forget();
            gateway.update("p48", KEYS);

            // then
            statuses.awaitVariant("p48", "online", state("online"));
        } finally {
            keys.unregister();
        }
    }

    @Test
    public void variant_sslServiceSwitchedOff_usesTheJvmTrustStoreAndComesBack() throws Exception {
        ServiceRegistration<SslManagerService> keys = registerKeys();
        try {
            // given
            gateway.createVariant("p48", broker.tlsUrl(), KEYS);
            statuses.awaitVariant("p48", "online", state("online"));

            // when
            client.forget();
            gateway.update("p48", Map.of("ssl.service.enabled", false));

            // then: the JVM does not trust the broker's certificate, so it is not online again
            statuses.awaitVariant("p48", "stopped", state("stopped"));
            MistakesTest.awaitLog("TLS handshake with " + broker.tlsUrl());

            // and when
            client.forget();
            gateway.update("p48", Map.of("ssl.service.enabled", true));

            // then
            statuses.awaitVariant("p48", "online", state("online"));
        } finally {
            keys.unregister();
        }
    }

    @Test
    public void variant_keysThatComeAndGo_followsThem() throws Exception {
        // given
        gateway.createVariant("p48", broker.tlsUrl(), KEYS);
        assertEquals("connections but the client's", 0, broker.connections() - 1);

        // when
        ServiceRegistration<SslManagerService> keys = registerKeys();

        // then
        statuses.awaitVariant("p48", "online", state("online"));

        // and when
        client.forget();
        keys.setProperties(new Hashtable<>(Map.of("kura.service.pid", PID, "keystore.changed", true)));

        // then
        String topic = TestClient.status("variant", "p48");
        Await.until("the end of the old connection", () -> client.heard(topic).stream()
                .anyMatch(status -> status.json().text("state").equals("stopped")));
        statuses.awaitVariant("p48", "online", state("online"));

        // and when
        keys.unregister();

        // then
        statuses.awaitVariant("p48", "with a problem", says("this gateway has no such SslManagerService"));

        // and when
        keys = registerKeys();

        // then
        statuses.awaitVariant("p48", "online", state("online"));
        keys.unregister();
    }

    @Test
    public void variant_otherTargetAndBrokerAtOnce_connectsOnce() throws Exception {
        ServiceRegistration<SslManagerService> keys = registerKeys();
        try {
            // given
            gateway.createVariant("p48", broker.url(), Map.of());
            statuses.awaitVariant("p48", "online", state("online"));

            // when
            gateway.update(
                    "p48",
                    Map.of(
                            "broker.url",
                            broker.tlsUrl(),
                            "SslManagerService.target",
                            "(kura.service.pid=" + PID + ")",
                            "ssl.key.alias",
                            TestKeys.ALIAS));

            // then
            statuses.awaitVariant("p48", "online", state("online"));
            statuses.awaitVariantCount("p48", "link.connects", 1);
            statuses.awaitVariantCount("p48", "modelsLoaded", 1);
        } finally {
            keys.unregister();
        }
    }

    @Test
    public void variant_withoutTheGatewaysTrust_staysOutAndSaysWhy() throws Exception {
        // when
        gateway.createVariant("p48", broker.tlsUrl(), Map.of());

        // then
        MistakesTest.awaitLog("TLS handshake with " + broker.tlsUrl());
    }

    private static Predicate<Json> says(String problem) {
        return status -> status.has("problem") && status.text("problem").contains(problem);
    }

    private static Predicate<Json> state(String state) {
        return status -> status.text("state").equals(state);
    }
}
