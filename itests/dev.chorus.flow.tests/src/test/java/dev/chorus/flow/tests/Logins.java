package dev.chorus.flow.tests;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.TestClient;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.configuration.Password;
import org.junit.Test;

/** A broker that wants a password, which the gateway keeps encrypted. */
public class Logins extends FlowTest {

    private static final Map<String, Object> GOOD =
            Map.of("user", TestClient.USER, "password", new Password(TestClient.PASSWORD));

    @Override
    EmbeddedBroker startBroker() {
        return EmbeddedBroker.builder()
                .login(TestClient.USER, TestClient.PASSWORD)
                .start();
    }

    @Test
    public void components_withoutThePassword_stayOutUntilTheyHaveIt() throws Exception {
        // given
        gateway.createAggregator(broker.url(), GOOD);
        statuses.awaitAggregator("there", any -> true);
        gateway.createVariant("p48", broker.url(), Map.of());
        gateway.createVariant(
                "p56", broker.url(), Map.of("user", TestClient.USER, "password", new Password("guessed")));
        gateway.createVariant("p64", broker.url(), GOOD);
        gateway.createVariant("p72", broker.url(), GOOD);
        statuses.awaitOnline(List.of("p64", "p72"));
        // The client's, two variants', and two of the aggregator.
        Await.until("five connections", () -> broker.connections() == 5);

        // when
        gateway.update("p48", GOOD);
        gateway.update("p56", GOOD);

        // then
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        assertGoodIsAnswered();
    }
}
