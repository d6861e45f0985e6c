package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.aggregator.PlainSecrets;
import dev.chorus.core.metrics.Counters;
import dev.chorus.kura.standin.StandinCloudPublisher;
import dev.chorus.kura.standin.StandinDataStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.KuraStoreCapacityReachedException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.message.KuraPayload;
import org.junit.jupiter.api.Test;

/** Results for the bounded store of a cloud connection, in simulated time. */
class CloudStoreTest {

    private static final CloudOptions ALL = new CloudOptions("(a=b)", Duration.ZERO, false);
    private static final int HOUR_S = 3600;
    private static final int RESULTS_PER_SECOND = 10;

    private final StandinDataStore store = new StandinDataStore(StandinDataStore.SHIPPED_CAPACITY);
    private final StandinCloudPublisher publisher = new StandinCloudPublisher(store, () -> this.nowMillis / 1000);
    private final Counters counters = new Counters();
    private final CloudSender sender =
            new CloudSender(this::publish, new EventCounters(counters), () -> this.problemChanges++, nanos(0));
    private long nowMillis;
    private int problemChanges;

    private void publish(CloudMessage message) throws Exception {
        try {
            publisher.publish(new KuraMessage(
                    new KuraPayload(), Map.of("id", message.result().id())));
        } catch (KuraStoreCapacityReachedException e) {
            throw new CloudStoreFullException(e);
        }
    }

    @Test
    void results_byDefault_leaveHalfOfTheStoreToOthersWhateverChanges() {
        CloudOptions defaults = Settings.read(
                        Map.of("family", "parts", "CloudPublisher.target", "(a=b)"), new PlainSecrets())
                .cloud()
                .orElseThrow();

        run(2 * HOUR_S, defaults, true);

        assertEquals(new CloudOptions("(a=b)", Duration.ofSeconds(2), true), defaults);
        assertEquals(0, counters.get("cloudFailed"));
        assertTrue(store.most() <= 481, "most " + store.most());
        assertEquals(Optional.empty(), sender.problem());
    }

    @Test
    void results_byDefaultWithoutChanges_areOneMessage() {
        run(HOUR_S, new CloudOptions("(a=b)", Duration.ofSeconds(2), true), false);

        assertEquals(1, store.most());
    }

    @Test
    void results_thatFillTheStore_areHeldBackAndGoOnByThemselves() {
        // when: the store is full after 100 s, and has room again after 900 s
        run(899, ALL, true);

        // then: attempts after 10, 30, 70, 150, 310, and 610 s
        assertEquals(1000, counters.get("cloudPublished"));
        assertTrue(counters.get("cloudFailed") <= 7, "failed " + counters.get("cloudFailed"));
        assertEquals(
                Optional.of("results are not published to the cloud: the store of the cloud connection is full:"
                        + " STORE_ERROR: [Store capacity exceeded]"),
                sender.problem());
        assertEquals(1, problemChanges);

        // and when
        run(301, ALL, true);

        // then
        assertTrue(counters.get("cloudPublished") > 1000, "published " + counters.get("cloudPublished"));
        assertTrue(problemChanges >= 2, "changes " + problemChanges);
    }

    @Test
    void newestResult_heldBackByAFullStore_isPublishedWithoutAnotherResult() {
        // given: a connection that is down fills its store and has no room until it is back
        store.connected(false);
        run(200, ALL, true);
        offer(ALL, "9", "last");
        store.connected(true);

        // when: nothing is classified any more
        runUntil(200_000 + 1_200_000);

        // then
        assertEquals(Optional.empty(), sender.problem());
        List<KuraMessage> messages = publisher.messages();
        assertEquals(
                "39",
                messages.get(messages.size() - 1).getProperties().get("id").toString());
    }

    @Test
    void otherOptions_duringABackOff_areTriedAtOnce() {
        run(200, ALL, true);
        long failed = counters.get("cloudFailed");

        offer(new CloudOptions("(a=c)", Duration.ZERO, false), "1", "gear");

        assertEquals(failed + 1, counters.get("cloudFailed"));
    }

    @Test
    void stop_afterAFailure_hasNoProblem() {
        run(200, ALL, true);

        sender.stop();

        assertEquals(Optional.empty(), sender.problem());
    }

    private void run(int seconds, CloudOptions options, boolean changing) {
        for (int number = 0; number < seconds * RESULTS_PER_SECOND; number++) {
            runUntil(nowMillis + 1000 / RESULTS_PER_SECOND);
            offer(options, String.valueOf(number % 10), changing && number % 2 == 1 ? "nut" : "gear");
        }
    }

    /** Advances the time and sends what is due. */
    private void runUntil(long millis) {
        while (sender.due().isPresent() && sender.due().getAsLong() - nanos(millis) <= 0) {
            nowMillis = Math.max(
                    nowMillis, TimeUnit.NANOSECONDS.toMillis(sender.due().getAsLong() - nanos(0)));
            sender.send(nanos(nowMillis));
        }
        nowMillis = millis;
    }

    private void offer(CloudOptions options, String id, String label) {
        sender.offer(FusedResults.message(id, label), options, nanos(nowMillis));
    }

    /** Above the greatest number, as the clock of a machine may be. */
    private static long nanos(long millis) {
        return Long.MAX_VALUE + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
