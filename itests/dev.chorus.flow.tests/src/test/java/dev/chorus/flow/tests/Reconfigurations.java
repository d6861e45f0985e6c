package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.Statuses;
import dev.chorus.itests.support.TestClient;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** Changes of the configuration while everybody works. */
public class Reconfigurations extends FlowTest {

    private static final int QUESTIONS = 25;

    @Test
    public void components_otherLimitsUnderLoad_loseNeitherConnectionNorRequest() throws Exception {
        // given
        startAll();
        int asked;
        try (Load load = Load.begin(client)) {
            load.awaitAsked(QUESTIONS);

            // when
            gateway.update("p48", Map.of("k", 3, "deadline.ms", 15_000, "queue.length", 500));
            gateway.update(FrameworkGateway.AGGREGATOR, Map.of("quorum", 2, "deadline.ms", 15_000, "labels.max", 3));
            load.awaitAsked(load.asked() + QUESTIONS);
            asked = load.asked();
        }

        // then
        for (int number = 0; number < asked; number++) {
            Json answer = client.awaitAnswer(Load.id(number)).json();
            assertEquals("answered", answer.text("outcome"));
            assertEquals(FrameworkGateway.VARIANTS, answer.texts("contributors"));
        }
        assertEquals(
                "labels",
                3,
                client.awaitAnswer(Load.id(asked - 1)).json().objects("labels").size());
        byte[] frame = client.last(TestClient.topK("p48")).orElseThrow().payload();
        assertEquals("classes in the frame", 3, frame[3]);
        statuses.awaitVariantCount("p48", "link.connects", 1);
        statuses.awaitAggregatorCount("link.connects", 1);
    }

    @Test
    public void components_otherUserUnderLoad_answerEveryRequestOnce() throws Exception {
        // given
        startAll();
        int asked;
        try (Load load = Load.begin(client)) {
            load.awaitAsked(QUESTIONS);

            // when
            for (String pid : List.of(FrameworkGateway.AGGREGATOR, "p48", "p56", "p64", "p72")) {
                gateway.update(pid, Map.of("user", "another"));
                load.awaitAsked(load.asked() + QUESTIONS);
            }
            statuses.awaitOnline(FrameworkGateway.VARIANTS);
            asked = load.asked();
        }

        // then
        Load.assertOneOutcomeEach(client, asked, Set.of("answered"));
    }

    @Test
    public void aggregator_everyStrategyWithAnEarlyStop_answersWithAConfidence() throws Exception {
        // given
        startAll();
        int labels = 1;
        for (String strategy : List.of("fitted-weights", "log-pool", "majority", "scaled-sum")) {

            // when: how many labels come tells that the change has come about
            labels++;
            gateway.update(
                    FrameworkGateway.AGGREGATOR,
                    Map.of(
                            "strategy",
                            strategy,
                            "early.stop",
                            true,
                            "stop.disagreement.percent",
                            "1",
                            "labels.max",
                            labels));
            Json answer = client.ask(strategy, Pictures.part("nut", 2)).json();
            for (int again = 1; again < 100 && answer.objects("labels").size() != labels; again++) {
                answer = client.ask(strategy + again, Pictures.part("nut", 2)).json();
            }

            // then
            assertEquals(strategy, labels, answer.objects("labels").size());
            assertEquals("answered", answer.text("outcome"));
            double confidence = answer.number("confidence");
            assertTrue(strategy + " " + confidence, confidence > 0 && confidence <= 1);
            statuses.awaitAggregator("online", status -> status.text("state").equals("online"));
        }
    }

    @Test
    public void variant_otherBroker_connectsThereOnce() throws Exception {
        // given
        startAll();
        try (EmbeddedBroker other = EmbeddedBroker.start();
                TestClient there = TestClient.connect(other.url())) {

            // when
            gateway.update("p48", Map.of("broker.url", other.url()));

            // then
            Statuses statusesThere = new Statuses(gateway, there);
            statusesThere.awaitVariant(
                    "p48", "online", status -> status.text("state").equals("online"));
            statusesThere.awaitVariantCount("p48", "link.connects", 1);
            assertEquals(
                    "stopped",
                    client.last(TestClient.status("variant", "p48"))
                            .orElseThrow()
                            .json()
                            .text("state"));
            gateway.delete("p48");
        }
    }
}
