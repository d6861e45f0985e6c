package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class FamilyExecutorTest {

    private static final Runnable NOTHING = () -> {};

    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> order = new LinkedBlockingQueue<>();
    /** Advances only when a test advances it. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE);

    private final TestDuties duties = new TestDuties();
    private final FamilyExecutor executor =
            new FamilyExecutor("family-executor-test", duties, failures::add, clock::get);
    private final CountDownLatch release = new CountDownLatch(1);

    /** Duties controlled by the test. */
    private static final class TestDuties implements FamilyExecutor.Duties {

        private volatile OptionalLong nextDue = OptionalLong.empty();
        private volatile Runnable onDue = NOTHING;
        private volatile Runnable onRefresh = NOTHING;
        private volatile Runnable onStall = NOTHING;

        @Override
        public OptionalLong nextDue() {
            return nextDue;
        }

        @Override
        public void runDue(long nowNanos) {
            onDue.run();
        }

        @Override
        public void refresh(long nowNanos) {
            onRefresh.run();
        }

        @Override
        public void stalled(long nowNanos) {
            onStall.run();
        }
    }

    @AfterEach
    void close() {
        release.countDown();
        executor.close(NOTHING);
    }

    private void dueNow() {
        duties.nextDue = OptionalLong.of(System.nanoTime());
    }

    /** Blocks the thread until {@link #release}. */
    private void block() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        executor.execute(() -> {
            begun.countDown();
            await(release);
        });
        begun.await();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String next() throws InterruptedException {
        return order.poll(120, TimeUnit.SECONDS);
    }

    @Test
    void nextDue_afterATask_isRunAtItsTime() throws InterruptedException {
        duties.onDue = () -> {
            duties.nextDue = OptionalLong.empty();
            order.add("due");
        };

        executor.offer(this::dueNow);

        assertEquals("due", next());
    }

    @Test
    void nextDue_afterWhatWasDue_isRunAtItsTime() throws InterruptedException {
        duties.onDue = () -> order.add("due");
        dueNow();

        executor.offer(NOTHING);

        assertEquals("due", next());
        assertEquals("due", next());
    }

    @Test
    void runDue_tasksNeverEnding_isCalled() throws InterruptedException {
        duties.onDue = () -> order.add("due");
        dueNow();
        AtomicBoolean enough = new AtomicBoolean();
        AtomicReference<Runnable> again = new AtomicReference<>();
        again.set(() -> {
            if (!enough.get()) {
                executor.offer(again.get());
            }
        });

        executor.offer(again.get());

        assertEquals("due", next());
        assertEquals("due", next());
        enough.set(true);
    }

    @Test
    void runDue_thatAlwaysFails_isCalledAgainButNotWithoutPause() throws InterruptedException {
        List<String> sinceRefresh = new ArrayList<>();
        BlockingQueue<Integer> callsBetween = new LinkedBlockingQueue<>();
        duties.onDue = () -> {
            sinceRefresh.add("due");
            throw new AssertionError("always");
        };
        duties.onRefresh = () -> {
            callsBetween.add(sinceRefresh.size());
            sinceRefresh.clear();
        };
        dueNow();

        executor.start();

        int calls = 0;
        while (calls < 2) {
            int between = callsBetween.poll(120, TimeUnit.SECONDS);
            assertTrue(between <= 1, () -> between + " calls without a pause");
            calls += between;
        }
    }

    @Test
    void task_thatThrowsAnError_isReportedAndTheNextRunsOnTheSameThread() throws Exception {
        Error error = new AssertionError("task");
        CompletableFuture<Thread> before = new CompletableFuture<>();
        CompletableFuture<Thread> after = new CompletableFuture<>();

        executor.offer(() -> {
            before.complete(Thread.currentThread());
            throw error;
        });
        executor.offer(() -> after.complete(Thread.currentThread()));

        assertSame(before.get(120, TimeUnit.SECONDS), after.get(120, TimeUnit.SECONDS));
        assertSame(error, failures.poll(120, TimeUnit.SECONDS));
    }

    @Test
    void offer_beyondTheCapacity_isDropped() throws InterruptedException {
        block();
        boolean taken = true;
        for (int task = 0; task < FamilyExecutor.CAPACITY; task++) {
            taken &= executor.offer(NOTHING);
        }

        boolean oneMore = executor.offer(NOTHING);

        assertTrue(taken);
        assertFalse(oneMore);
    }

    @Test
    void execute_beyondTheCapacity_isRun() throws InterruptedException {
        block();
        for (int task = 0; task < FamilyExecutor.CAPACITY; task++) {
            executor.offer(NOTHING);
        }

        executor.execute(() -> order.add("task"));
        release.countDown();

        assertEquals("task", next());
    }

    @Test
    void stalled_processStoodStill_isCalledBeforeWhatCameInAfterwards() throws InterruptedException {
        duties.onStall = () -> order.add("stalled");
        block();
        executor.offer(() -> order.add("task"));

        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        release.countDown();

        assertEquals("stalled", next());
        assertEquals("task", next());
    }

    @Test
    void stalled_processStoodStillWithoutTasks_isCalled() throws InterruptedException {
        duties.onStall = () -> order.add("stalled");
        executor.start();

        clock.addAndGet(Duration.ofSeconds(1).toNanos());

        assertEquals("stalled", next());
    }

    @Test
    void stalled_threadWithManyTasks_isNotCalled() throws InterruptedException {
        duties.onStall = () -> order.add("stalled");
        Duration onePart = StallDetector.INTERVAL;
        for (int task = 0; task < 10; task++) {
            executor.offer(() -> clock.addAndGet(onePart.toNanos()));
        }

        executor.offer(() -> order.add("done"));

        assertEquals("done", next());
    }

    @Test
    void close_lastTask_runsOnTheThreadOfTheTasks() throws Exception {
        CompletableFuture<Thread> task = new CompletableFuture<>();
        CompletableFuture<Thread> last = new CompletableFuture<>();
        executor.offer(() -> task.complete(Thread.currentThread()));
        task.join();

        executor.close(() -> last.complete(Thread.currentThread()));

        assertSame(task.get(120, TimeUnit.SECONDS), last.get(120, TimeUnit.SECONDS));
    }
}
