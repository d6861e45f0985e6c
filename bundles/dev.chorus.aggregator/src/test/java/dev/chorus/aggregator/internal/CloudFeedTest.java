package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.metrics.Counters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(600)
class CloudFeedTest {

    private static final Optional<CloudOptions> ALL = Optional.of(new CloudOptions("(a=b)", Duration.ZERO, false));

    private final Counters counters = new Counters();
    private final BlockingQueue<CloudMessage> published = new LinkedBlockingQueue<>();
    private final AtomicInteger problemChanges = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private CloudSink sink = published::add;
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final CloudFeed feed = new CloudFeed(
            message -> sink.publish(message),
            new EventCounters(counters),
            problemChanges::incrementAndGet,
            failures::add);

    @AfterEach
    void close() throws InterruptedException {
        held.countDown();
        feed.close();
        for (Thread thread : threads()) {
            thread.join(TimeUnit.SECONDS.toMillis(120));
        }
        assertEquals(List.of(), threads());
        assertEquals(List.of(), List.copyOf(failures));
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("chorus-aggregator-cloud"))
                .toList();
    }

    static List<Throwable> failuresOfPublishers() {
        return List.of(
                new IllegalStateException("no connection"),
                new InterruptedException("of the publisher's own"),
                new NoClassDefFoundError("x"),
                new AssertionError("x"),
                new StackOverflowError("x"));
    }

    @Test
    void offer_configured_isPublishedOnAnotherThread() throws InterruptedException {
        feed.configure(ALL);

        feed.offer(FusedResults.answer("1", "gear", false));

        assertEquals("31", published.take().result().id().toString());
        await(() -> counters.get("cloudPublished") == 1);
    }

    @Test
    void offer_notConfigured_isDropped() throws InterruptedException {
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

    @ParameterizedTest
    @MethodSource("failuresOfPublishers")
    void publish_thatFails_isCountedAndTheNextIsTried(Throwable failure) throws InterruptedException {
        sink = message -> {
            if (message.result().id().toString().equals("31")) {
                CloudFeedTest.<RuntimeException>sneakyThrow(failure);
            }
            published.add(message);
        };
        feed.configure(ALL);

        feed.offer(FusedResults.answer("1", "gear", false));
        feed.offer(FusedResults.answer("2", "gear", false));

        assertEquals("32", published.take().result().id().toString());
        assertEquals(1, counters.get("cloudFailed"));
        await(() -> problemChanges.get() == 2);
        assertEquals(Optional.empty(), feed.problem());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void offer_withinTheInterval_newestIsPublishedAtItsEnd() throws InterruptedException {
        feed.configure(Optional.of(new CloudOptions("(a=b)", Duration.ofMillis(50), false)));
        for (int number = 1; number <= 9; number++) {
            feed.offer(FusedResults.answer(String.valueOf(number), "gear", false));
        }

        String last;
        do {
            last = published.take().result().id().toString();
        } while (!last.equals("39"));

        await(() -> counters.get("cloudPublished") + counters.get("cloudThrottled") == 9);
    }

    @Test
    void close_publisherThatSwallowsInterrupts_returnsAndTheThreadEndsWithThePublisher() throws InterruptedException {
        CountDownLatch publishing = new CountDownLatch(1);
        sink = message -> {
            publishing.countDown();
            awaitWhateverHappens(held);
            published.add(message);
        };
        feed.configure(ALL);
        feed.offer(FusedResults.answer("1", "gear", false));
        feed.offer(FusedResults.answer("2", "gear", false));
        publishing.await();

        feed.close();
        List<Thread> afterClosing = threads();
        held.countDown();
        for (Thread thread : afterClosing) {
            thread.join(TimeUnit.SECONDS.toMillis(120));
        }

        assertEquals(1, afterClosing.size());
        assertEquals(List.of(), threads());
        assertEquals(1, published.size());
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // Ignored, as some publishers do.
            }
        }
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "counters are " + counters.snapshot());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
