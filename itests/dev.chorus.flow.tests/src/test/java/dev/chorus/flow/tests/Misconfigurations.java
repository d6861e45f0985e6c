package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Configurations that no component can work by: it stays, says what is wrong where it can, and the next good one heals it. */
public class Misconfigurations extends FlowTest {

    private static final String UNREACHABLE = "mqtt://127.0.0.1:1";

    @Test
    public void variant_textForANumber_saysSoAndIsHealed() throws Exception {
        // given
        startAll();

        // when
        gateway.update("p48", Map.of("k", "five"));

        // then
        Json status = statuses.awaitVariant("p48", "misconfigured", Misconfigurations::misconfigured);
        assertEquals("k must be a whole number within 1..255, was 'five'", status.text("problem"));
        statuses.awaitOnline(List.of("p56", "p64", "p72"));
        assertEquals(
                List.of("p56", "p64", "p72"),
                client.ask("three", Pictures.part("gear", 1)).json().texts("contributors"));

        // and when
        gateway.update("p48", Map.of("k", 3));
        statuses.awaitOnline(FrameworkGateway.VARIANTS);

        // then
        assertGoodIsAnswered();
        byte[] frame = client.last(TestClient.topK("p48")).orElseThrow().payload();
        assertEquals("classes in the frame", 3, frame[3]);
    }

    @Test
    public void variant_ofAnUnknownFamilyMember_hasNoModelUntilItIsHealed() throws Exception {
        // given
        startAggregator(Map.of());

        // when
        gateway.createVariant("p48", broker.url(), Map.of("variant", "p49"));

        // then
        Json status = statuses.awaitVariant(
                "p48",
                "without a model",
                any -> any.text("state").equals("no-model")
                        && any.text("problem").contains("parts/p49"));
        assertFalse(status.has("labels"));

        // and when
        gateway.update("p48", Map.of("variant", "p48"));

        // then
        statuses.awaitOnline(List.of("p48"));
    }

    @Test
    public void aggregator_unknownStrategy_saysSoAndIsHealed() throws Exception {
        // given
        startAll();

        // when
        gateway.update(FrameworkGateway.AGGREGATOR, Map.of("strategy", "loudest"));

        // then
        Json status = statuses.awaitAggregator("misconfigured", Misconfigurations::misconfigured);
        assertEquals(
                "strategy must be one of [scaled-sum, fitted-weights, log-pool, majority], was 'loudest'",
                status.text("problem"));

        // and when
        gateway.update(FrameworkGateway.AGGREGATOR, Map.of("strategy", "scaled-sum"));
        statuses.awaitOnline(FrameworkGateway.VARIANTS);

        // then
        assertGoodIsAnswered();
    }

    @Test
    public void components_withoutFamilyOrBroker_stayAndAreHealed() throws Exception {
        // given
        gateway.createAggregator(broker.url(), Map.of("family", ""));
        gateway.createVariant("p48", UNREACHABLE, Map.of());
        gateway.createVariant("p56", "no url at all", Map.of());
        gateway.createVariant("p64", broker.url(), Map.of("family", "no/name"));
        gateway.createVariant("p72", broker.url(), Map.of("threads", "all", "password", 7, "topic.root", "#"));

        // then
        awaitBelowADash(
                "aggregator", FrameworkGateway.AGGREGATOR, "family must be 1..64 of A-Z a-z 0-9 _ . -, was empty");
        awaitBelowADash("variant", "p64", "family must be 1..64 of A-Z a-z 0-9 _ . -, was 'no/name'");

        // and when
        gateway.update(FrameworkGateway.AGGREGATOR, Map.of("family", "parts"));
        statuses.awaitAggregator("there", any -> true);
        gateway.update("p48", Map.of("broker.url", broker.url()));
        gateway.update("p56", Map.of("broker.url", broker.url()));
        gateway.update("p64", Map.of("family", "parts"));
        gateway.update("p72", Map.of("threads", 1, "password", "", "topic.root", TestClient.ROOT));

        // then
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        assertGoodIsAnswered();
    }

    /** Where the family is not known, the status is below the family {@code -}. */
    private void awaitBelowADash(String kind, String instance, String problem) {
        String topic = TestClient.ROOT + "/-/status/" + kind + "/" + instance;
        Json status = client.await(topic, 1).get(0).json();
        assertEquals("misconfigured", status.text("state"));
        assertTrue(status.text("problem").startsWith(problem));
    }

    private static boolean misconfigured(Json status) {
        return status.text("state").equals("misconfigured");
    }
}
