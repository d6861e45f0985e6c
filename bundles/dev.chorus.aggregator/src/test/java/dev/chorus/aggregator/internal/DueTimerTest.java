package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.concurrent.SerialExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class DueTimerTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofHours(1);

    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final SerialExecutor executor = new SerialExecutor("due-timer-test", failures::add);
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    private final DueTimer timer = new DueTimer(executor, () -> ran.add("action"));

    @AfterEach
    void close() {
        assertTrue(executor.close(Duration.ofSeconds(120)));
        assertEquals(List.of(), List.copyOf(failures));
    }

    private void runIn(Duration time) {
        executor.execute(() -> timer.runBy(System.nanoTime() + time.toNanos()));
    }

    private String awaitRun() throws InterruptedException {
        return ran.poll(120, TimeUnit.SECONDS);
    }

    @Test
    void runBy_timeThatComes_runsTheAction() throws InterruptedException {
        runIn(SOON);

        assertEquals("action", awaitRun());
    }

    @Test
    void runBy_timeThatHasPassed_runsTheAction() throws InterruptedException {
        runIn(SOON.negated());

        assertEquals("action", awaitRun());
    }

    @Test
    void runBy_earlierThanSet_runsTheActionEarlier() throws InterruptedException {
        runIn(NEVER);
        runIn(SOON);

        assertEquals("action", awaitRun());
    }

    @Test
    void runBy_laterThanSet_leavesTheEarlierTime() throws InterruptedException {
        runIn(SOON);
        runIn(NEVER);

        assertEquals("action", awaitRun());
    }

    @Test
    void runBy_afterTheActionRan_runsItAgain() throws InterruptedException {
        runIn(SOON);
        awaitRun();

        runIn(SOON);

        assertEquals("action", awaitRun());
    }

    @Test
    void runBy_severalTimes_runsTheActionOnce() throws InterruptedException {
        runIn(SOON.multipliedBy(2));
        runIn(SOON);
        runIn(SOON.multipliedBy(3));
        awaitRun();

        CountDownLatch afterAllTimes = new CountDownLatch(1);
        executor.schedule(afterAllTimes::countDown, SOON.multipliedBy(4));
        afterAllTimes.await();

        assertEquals(List.of(), List.copyOf(ran));
    }

    @Test
    void action_threadThatIsSlow_runsAfterWhatCameInMeanwhile() throws InterruptedException {
        CountDownLatch due = new CountDownLatch(1);
        CountDownLatch cameIn = new CountDownLatch(1);
        executor.execute(() -> {
            long dueNanos = System.nanoTime() + SOON.toNanos();
            timer.runBy(dueNanos);
            while (System.nanoTime() - dueNanos <= 0) {
                Thread.onSpinWait();
            }
            due.countDown();
            await(cameIn);
        });
        due.await();

        executor.execute(() -> ran.add("task"));
        cameIn.countDown();

        assertEquals("task", awaitRun());
        assertEquals("action", awaitRun());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
