package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.metrics.Counters;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class CloudFeedTest {

    private static final Optional<CloudOptions> ALL = Optional.of(new CloudOptions("(a=b)", Duration.ZERO, false));

    private final Counters counters = new Counters();
    private final BlockingQueue<CloudMessage> published = new LinkedBlockingQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private CloudSink sink = published::add;
    private final CloudFeed feed = new CloudFeed(message -> sink.publish(message), new Tally(counters));

    @AfterEach
    void close() throws InterruptedException {
        held.countDown();
        feed.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("chorus-aggregator-cloud")));
    }

    @Test
    void offer_configured_isPublishedOnAnotherThread() throws InterruptedException {
        feed.configure(ALL);

        feed.offer(FusedResults.answer("1", "gear", false));

        assertEquals("31", published.take().result().id().toString());
        await("cloudPublished", 1);
    }

    @Test
    void offer_notConfigured_isForgotten() throws InterruptedException {
        feed.configure(ALL);
        feed.configure(Optional.empty());
        feed.offer(FusedResults.answer("1", "gear", false));
        feed.configure(ALL);
        feed.offer(FusedResults.answer("2", "gear", false));

        assertEquals("32", published.take().result().id().toString());
        assertNull(published.poll());
    }

    @Test
    void offer_publisherThatDoesNotKeepUp_neverWaitsAndCountsWhatIsDropped() {
        sink = message -> held.await();
        feed.configure(ALL);

        for (int number = 0; number < 300; number++) {
            feed.offer(FusedResults.answer("1", "gear", false));
        }

        long dropped = counters.get("cloudDropped");
        assertTrue(dropped == 300 - 256 || dropped == 300 - 257, "dropped " + dropped);
    }

    @Test
    void publish_thatFails_isCountedAndTheNextIsTried() throws InterruptedException {
        sink = message -> {
            if (message.result().id().toString().equals("31")) {
                throw new IllegalStateException("no connection");
            }
            published.add(message);
        };
        feed.configure(ALL);

        feed.offer(FusedResults.answer("1", "gear", false));
        feed.offer(FusedResults.answer("2", "gear", false));

        assertEquals("32", published.take().result().id().toString());
        assertEquals(1, counters.get("cloudFailed"));
    }

    private void await(String counter, long number) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (counters.get(counter) != number) {
            assertTrue(System.nanoTime() < end, counter + " is " + counters.get(counter));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
