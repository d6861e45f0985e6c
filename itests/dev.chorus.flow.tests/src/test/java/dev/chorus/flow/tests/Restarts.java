package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.TestClient;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Gateways whose process ends without deactivating anything, as Kura's does, and that are back within a minute. */
public class Restarts extends FlowTest {

    private static final int QUESTIONS = 20;
    private static final byte[] PICTURE = Pictures.part("gear", 1);
    private static final Duration START = Duration.ofMinutes(2);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aggregator_killedAndBack_answersWhatWaitedForIt() throws Exception {
        ComponentSettings aggregator = FrameworkGateway.aggregatorSettings(broker.url(), Map.of());
        try (GatewayProcess first = launch("first", List.of(aggregator));
                GatewayProcess second = launch("second", List.of())) {
            // given
            first.awaitReady(START);
            second.awaitReady(START);
            startVariants(FrameworkGateway.VARIANTS);
            awaitState("aggregator", FrameworkGateway.AGGREGATOR, "online");
            client.ask("before", PICTURE);

            // when
            first.kill();
            awaitState("aggregator", FrameworkGateway.AGGREGATOR, "offline");
            ask();
            second.create(aggregator);

            // then
            assertAnsweredOnce(FrameworkGateway.VARIANTS);
        }
    }

    @Test
    public void variant_killedAndBack_classifiesWhatWaitedForIt() throws Exception {
        ComponentSettings variant = FrameworkGateway.variantSettings("p72", broker.url(), Map.of());
        try (GatewayProcess first = launch("first", List.of(variant));
                GatewayProcess second = launch("second", List.of())) {
            // given
            startAggregator(Map.of());
            first.awaitReady(START);
            second.awaitReady(START);
            statuses.awaitOnline(List.of("p72"));
            client.ask("before", PICTURE);

            // when
            first.kill();
            awaitState("variant", "p72", "offline");
            ask();
            second.create(variant);

            // then
            assertAnsweredOnce(List.of("p72"));
        }
    }

    private GatewayProcess launch(String name, List<ComponentSettings> components) throws Exception {
        return FrameworkGateway.launchAnother(folder.newFolder(name).toPath(), components);
    }

    private void awaitState(String kind, String instance, String state) {
        String topic = TestClient.status(kind, instance);
        Await.until(instance + " " + state, () -> client.last(topic)
                .filter(status -> status.json().text("state").equals(state))
                .isPresent());
    }

    private void ask() {
        for (int number = 0; number < QUESTIONS; number++) {
            client.ask(Load.id(number), PICTURE, TestClient.PATIENT).join();
        }
    }

    private void assertAnsweredOnce(List<String> contributors) {
        for (int number = 0; number < QUESTIONS; number++) {
            Json answer = client.awaitAnswer(Load.id(number)).json();
            assertEquals(answer.toString(), "answered", answer.text("outcome"));
            assertEquals(contributors, answer.texts("contributors"));
        }
        client.ask("after", PICTURE);
        for (int number = 0; number < QUESTIONS; number++) {
            assertEquals(1, client.answers(Load.id(number)).size());
        }
    }
}
