package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.ServiceThreads;
import dev.chorus.itests.support.TestGateway;
import java.util.List;
import org.junit.Test;

/** A broker that goes and comes back. */
public class Outages extends FlowTest {

    private static final int QUESTIONS = 25;

    @Test
    public void broker_stoppedAndStartedUnderLoad_answersEverythingOnceServicesAreBack() throws Exception {
        // given
        startAll();
        assertGoodIsAnswered();
        List<String> threads = ServiceThreads.names();

        try (Load load = Load.begin(client)) {
            for (int outage = 1; outage <= 2; outage++) {
                load.awaitAsked(load.asked() + QUESTIONS);

                // when
                broker.stop();
                Await.until("a lost connection", () -> !client.connected());
                client.forget();
                broker.restart();
                awaitReturn(outage);

                // then
                int first = load.asked() + 1;
                load.awaitAsked(first + QUESTIONS);
                assertAllAnswered(first);
            }
        }
        Await.until("the same threads as before: " + threads, () -> ServiceThreads.names()
                .equals(threads));
        assertEquals("connections", TestGateway.VARIANTS.size() + 2, broker.connections());
        for (String variant : TestGateway.VARIANTS) {
            statuses.awaitVariantCount(variant, "openSessions", 1);
        }
    }

    /** Everybody has subscribed before he says again that he is there. */
    private void awaitReturn(int outage) {
        for (String variant : TestGateway.VARIANTS) {
            statuses.awaitVariant(
                    variant,
                    "connected again",
                    status -> status.counter("link.connects") > outage
                            && status.text("state").equals("online"));
        }
        statuses.awaitOnline(TestGateway.VARIANTS);
    }

    private void assertAllAnswered(int first) {
        for (int number = first; number < first + QUESTIONS; number++) {
            String id = Load.id(number);
            Json answer = client.awaitAnswer(id).json();
            assertEquals("answered", answer.text("outcome"));
            assertEquals(TestGateway.VARIANTS, answer.texts("contributors"));
            assertEquals(1, client.answers(id).size());
        }
    }
}
