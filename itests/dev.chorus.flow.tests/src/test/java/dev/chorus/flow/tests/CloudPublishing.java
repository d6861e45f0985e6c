package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import dev.chorus.kura.standin.StandinCloudPublisher;
import dev.chorus.kura.standin.StandinDataStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.message.KuraPayload;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.ServiceRegistration;

/** Fused results on their way to a cloud. */
public class CloudPublishing extends FlowTest {

    private static final String TARGET = "CloudPublisher.target";
    private static final Map<String, Object> ALL =
            Map.of(TARGET, "(kura.service.pid=cloud)", "cloud.interval.ms", 0, "cloud.changes.only", false);

    private final StandinCloudPublisher publisher = new StandinCloudPublisher();
    private ServiceRegistration<CloudPublisher> registration;

    @Before
    public void register() {
        registration = gateway.register(CloudPublisher.class, publisher, "cloud");
    }

    @After
    public void unregister() {
        registration.unregister();
    }

    @Test
    public void results_withAPublisher_arriveAsMetrics() throws Exception {
        // given
        startAggregator(ALL);
        startVariants(FrameworkGateway.VARIANTS);
        statuses.awaitOnline(FrameworkGateway.VARIANTS);

        // when
        Json answer = client.ask("one", Pictures.part("nut", 2)).json();

        // then
        awaitMessages(1);
        KuraMessage message = publisher.messages().get(0);
        KuraPayload payload = message.getPayload();
        Json first = answer.objects("labels").get(0);
        assertEquals(answer.text("id"), payload.getMetric("requestId"));
        assertEquals("answered", payload.getMetric("outcome"));
        assertEquals(first.text("label"), payload.getMetric("label"));
        assertEquals(answer.number("confidence"), (Double) payload.getMetric("confidence"), 1e-6);
        assertEquals(answer.number("margin"), (Double) payload.getMetric("margin"), 1e-4);
        assertEquals("p48,p56,p64,p72", payload.getMetric("contributors"));
        assertEquals(false, payload.getMetric("degraded"));
        assertEquals(answer.number("latencyMs"), (Double) payload.getMetric("latencyMs"), 1e-3);
        Duration age = Duration.between(payload.getTimestamp().toInstant(), Instant.now());
        assertTrue("age " + age, age.compareTo(Duration.ofMinutes(1)) < 0);
        assertEquals(Map.of("family", "parts", "aggregator", FrameworkGateway.AGGREGATOR), message.getProperties());
    }

    @Test
    public void results_changesOnly_arriveWhenTheLabelChanges() throws Exception {
        // given
        startAggregator(Map.of(TARGET, ALL.get(TARGET), "cloud.interval.ms", 0, "cloud.changes.only", true));
        startVariants(FrameworkGateway.VARIANTS);
        statuses.awaitOnline(FrameworkGateway.VARIANTS);

        // when
        client.ask("one", Pictures.part("nut", 2));
        client.ask("two", Pictures.part("nut", 2));
        client.ask("three", Pictures.part("gear", 1));

        // then
        awaitMessages(2);
        assertEquals(
                Set.of("nut", "gear"),
                Set.of(
                        publisher.messages().get(0).getPayload().getMetric("label"),
                        publisher.messages().get(1).getPayload().getMetric("label")));
        statuses.awaitAggregatorCount("cloudUnchanged", 1);
    }

    @Test
    public void results_publisherThatRefusesOrIsGone_areCountedAndAnswersGoOn() throws Exception {
        // given
        startAggregator(ALL);
        startVariants(FrameworkGateway.VARIANTS);
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        publisher.refuse(true);

        // when
        assertGoodIsAnswered();

        // then
        statuses.awaitAggregatorCount("cloudFailed", 1);

        // and when
        gateway.update(FrameworkGateway.AGGREGATOR, Map.of(TARGET, "(kura.service.pid=nobody)"));
        assertGoodIsAnswered();

        // then
        statuses.awaitAggregatorCount("cloudFailed", 2);

        // and when
        publisher.refuse(false);
        gateway.update(FrameworkGateway.AGGREGATOR, ALL);

        // then
        askUntilPublished();
    }

    @Test
    public void results_fullStore_isInTheStatusAndRecoversByItself() throws Exception {
        // given: a store of two, whose housekeeper does not run yet
        AtomicLong seconds = new AtomicLong();
        StandinCloudPublisher bounded = new StandinCloudPublisher(new StandinDataStore(2), seconds::get);
        ServiceRegistration<CloudPublisher> second = gateway.register(CloudPublisher.class, bounded, "bounded");
        try {
            startAggregator(
                    Map.of(TARGET, "(kura.service.pid=bounded)", "cloud.interval.ms", 0, "cloud.changes.only", false));
            startVariants(FrameworkGateway.VARIANTS);
            statuses.awaitOnline(FrameworkGateway.VARIANTS);

            // when
            for (int number = 0; number < 3; number++) {
                assertGoodIsAnswered();
            }

            // then
            statuses.awaitAggregator(
                    "with a problem",
                    status -> status.has("problem")
                            && status.text("problem").contains("the store of the cloud connection is full"));
            statuses.awaitAggregatorCount("cloudFailed", 1);

            // and when: the housekeeper makes room, and nobody asks any more
            seconds.set(StandinDataStore.HOUSEKEEPER_INTERVAL_S);

            // then
            statuses.awaitAggregator("without a problem", status -> !status.has("problem"));
            assertEquals(3, bounded.messages().size());
        } finally {
            second.unregister();
        }
    }

    @Test
    public void results_nobodyChosen_stayHere() throws Exception {
        // given
        startAggregator(Map.of(TARGET, ""));
        startVariants(FrameworkGateway.VARIANTS);
        statuses.awaitOnline(FrameworkGateway.VARIANTS);

        // when
        String unpublished = client.ask("early", Pictures.part("nut", 2)).json().text("id");
        gateway.update(FrameworkGateway.AGGREGATOR, ALL);
        askUntilPublished();

        // then
        assertNotEquals(unpublished, publisher.messages().get(0).getPayload().getMetric("requestId"));
    }

    /** A new configuration is taken over while requests go on. */
    private void askUntilPublished() {
        Await.until("a message", () -> {
            assertGoodIsAnswered();
            return !publisher.messages().isEmpty();
        });
    }

    private void awaitMessages(int number) {
        Await.until(number + " messages", () -> publisher.messages().size() >= number);
        assertEquals(number, publisher.messages().size());
    }
}
