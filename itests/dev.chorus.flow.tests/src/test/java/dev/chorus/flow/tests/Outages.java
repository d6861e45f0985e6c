package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.ServiceThreads;
import java.util.List;
import java.util.function.Predicate;
import org.junit.Test;

/** A broker that goes and comes back, twice, while questions are asked. */
public class Outages extends FlowTest {

    private static final int QUESTIONS = 25;

    @Test
    public void broker_stoppedAndStartedUnderLoad_everythingIsAnsweredOnceServicesAreBack() throws Exception {
        assertSurvived(() -> {
            broker.stop();
            broker.restart();
        });
    }

    @Test
    public void connections_cutUnderLoad_everythingIsAnsweredOnceServicesAreBack() throws Exception {
        assertSurvived(broker::cutConnections);
    }

    private void assertSurvived(Runnable outage) throws Exception {
        // given
        startAll();
        assertGoodIsAnswered();
        List<String> threads = ServiceThreads.names();
        try (Load load = Load.beginUnbounded(client)) {
            for (int outages = 1; outages <= 2; outages++) {
                load.awaitAsked(load.asked() + QUESTIONS);

                // when
                outage.run();
                awaitReturn(outages);

                // then
                int first = load.asked() + 1;
                load.awaitAsked(first + QUESTIONS);
                assertAllAnswered(first);
            }
        }
        assertGoodIsAnswered();
        assertNothingLeaked(threads);
    }

    /** Everybody has subscribed again before he says that he is there. */
    private void awaitReturn(int outages) {
        Predicate<Json> back = status -> status.counter("link.connects") > outages;
        for (String variant : FrameworkGateway.VARIANTS) {
            statuses.awaitVariant(variant, "connected again", back);
        }
        statuses.awaitAggregator("connected again", back);
        statuses.awaitAggregator("answering again", status -> status.counter("answers.connects") > outages);
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        Await.until("the client's connection", client::connected);
    }

    private void assertAllAnswered(int first) {
        for (int number = first; number < first + QUESTIONS; number++) {
            String id = Load.id(number);
            assertEquals("answered", client.awaitAnswer(id).json().text("outcome"));
            assertEquals(1, client.answers(id).size());
        }
    }

    private void assertNothingLeaked(List<String> threads) {
        Await.until("the same threads as before: " + threads, () -> ServiceThreads.names()
                .equals(threads));
        // Besides the variants' the client's, and two of the aggregator.
        assertEquals("connections", FrameworkGateway.VARIANTS.size() + 3, broker.connections());
        for (String variant : FrameworkGateway.VARIANTS) {
            statuses.awaitVariantCount(variant, "openSessions", 1);
        }
    }
}
