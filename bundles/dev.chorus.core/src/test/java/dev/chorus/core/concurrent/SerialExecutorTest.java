package dev.chorus.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class SerialExecutorTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final SerialExecutor executor = new SerialExecutor("serial-executor-test", failures::add);
    /** Ends tasks that wait for the test. */
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        assertTrue(executor.close(LONG));
    }

    static List<Throwable> everyKindOfFailure() {
        return List.of(
                new IllegalStateException("x"),
                new AssertionError("x"),
                new NoClassDefFoundError("x"),
                new StackOverflowError("x"),
                new OutOfMemoryError("x"),
                new CustomThrowable());
    }

    /** Neither a RuntimeException nor an Error of the JDK. */
    private static final class CustomThrowable extends Throwable {
        private static final long serialVersionUID = 1;
    }

    @Test
    void execute_severalTasks_runInOrderOnOneOtherThread() {
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Thread> threads = new CopyOnWriteArrayList<>();

        for (int task = 0; task < 100; task++) {
            int number = task;
            executor.execute(() -> {
                order.add(number);
                threads.add(Thread.currentThread());
            });
        }
        awaitIdle();

        assertEquals(IntStream.range(0, 100).boxed().toList(), order);
        assertEquals(1, threads.stream().distinct().count());
        assertNotSame(Thread.currentThread(), threads.get(0));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfFailure")
    void execute_taskThatThrows_isReportedAndTheNextRunsOnTheSameThread(Throwable failure) throws Exception {
        CompletableFuture<Thread> before = new CompletableFuture<>();
        CompletableFuture<Thread> after = new CompletableFuture<>();

        executor.execute(() -> {
            before.complete(Thread.currentThread());
            SerialExecutorTest.<RuntimeException>sneakyThrow(failure);
        });
        executor.execute(() -> after.complete(Thread.currentThread()));

        assertSame(before.get(60, TimeUnit.SECONDS), after.get(60, TimeUnit.SECONDS));
        assertSame(failure, failures.poll(60, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfFailure")
    void execute_listenerThatThrows_nextTaskRuns(Throwable failure) throws Exception {
        SerialExecutor unlucky = new SerialExecutor(
                "serial-executor-test-unlucky", cause -> SerialExecutorTest.<RuntimeException>sneakyThrow(failure));
        CompletableFuture<Void> after = new CompletableFuture<>();

        unlucky.execute(() -> {
            throw new IllegalStateException("first");
        });
        unlucky.execute(() -> after.complete(null));

        after.get(60, TimeUnit.SECONDS);
        assertTrue(unlucky.close(LONG));
    }

    @Test
    void scheduleEvery_runThatFails_runsAgain() throws Exception {
        CountDownLatch runs = new CountDownLatch(3);

        executor.scheduleEvery(Duration.ofMillis(1), () -> {
            runs.countDown();
            throw new IllegalStateException("each time");
        });

        assertTrue(runs.await(60, TimeUnit.SECONDS));
    }

    @Test
    void schedule_dueWhileBusy_runsAfterWhatWasExecutedBefore() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch busy = block();

        busy.await();
        ScheduledFuture<?> scheduled = executor.schedule(() -> order.add("scheduled"), Duration.ofMillis(20));
        executor.execute(() -> order.add("executed"));
        while (scheduled.getDelay(TimeUnit.NANOSECONDS) > 0) {
            Thread.onSpinWait();
        }
        release.countDown();
        awaitIdle();

        assertEquals(List.of("executed", "scheduled"), order);
    }

    @Test
    void schedule_cancelled_doesNotRun() {
        AtomicInteger runs = new AtomicInteger();
        block();

        Future<?> scheduled = executor.schedule(runs::incrementAndGet, Duration.ZERO);
        scheduled.cancel(false);
        release.countDown();
        awaitIdle();

        assertEquals(0, runs.get());
    }

    @Test
    void offer_beyondTheLimit_isDropped() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        block().await();

        boolean first = executor.offer(runs::incrementAndGet, 2);
        boolean second = executor.offer(runs::incrementAndGet, 2);
        boolean third = executor.offer(runs::incrementAndGet, 2);
        int waiting = executor.waiting();
        release.countDown();
        awaitIdle();

        assertTrue(first && second);
        assertFalse(third);
        assertEquals(2, waiting);
        assertEquals(2, runs.get());
        assertEquals(0, executor.waiting());
    }

    @Test
    void inThread_asked_knowsItsOwnThread() throws Exception {
        CompletableFuture<Boolean> inside = new CompletableFuture<>();

        executor.execute(() -> inside.complete(executor.inThread()));

        assertTrue(inside.get(60, TimeUnit.SECONDS));
        assertFalse(executor.inThread());
    }

    @Test
    void close_withoutAnyTask_runsTheLastOne() {
        AtomicInteger last = new AtomicInteger();

        boolean ended = executor.close(last::incrementAndGet, LONG);

        assertTrue(ended);
        assertEquals(1, last.get());
    }

    @Test
    void close_tasksWaiting_dropsThemAndRunsTheLastOne() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        block().await();
        executor.execute(() -> order.add("waiting"));
        executor.schedule(() -> order.add("scheduled"), Duration.ZERO);
        executor.scheduleEvery(Duration.ofMillis(1), () -> order.add("repeated"));

        CompletableFuture<Boolean> closed =
                CompletableFuture.supplyAsync(() -> executor.close(() -> order.add("last"), LONG));
        awaitClosing();
        release.countDown();

        assertTrue(closed.get(60, TimeUnit.SECONDS));
        assertEquals(List.of("last"), order);
    }

    @Test
    void close_taskSlowerThanTheLimit_returnsAndRunsTheLastOneLater() throws Exception {
        CompletableFuture<Void> last = new CompletableFuture<>();
        blockWhateverHappens().await();

        boolean ended = executor.close(() -> last.complete(null), SHORT);
        boolean lastBegun = last.isDone();
        release.countDown();

        assertFalse(ended);
        assertFalse(lastBegun);
        last.get(60, TimeUnit.SECONDS);
    }

    @Test
    void close_taskThatWaits_isInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        executor.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(null);
            }
        });
        begun.await();

        executor.close(SHORT);

        interrupted.get(60, TimeUnit.SECONDS);
    }

    @Test
    void close_afterAnInterruptedTask_lastTaskIsNotInterrupted() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        blockWhateverHappens().await();
        executor.close(() -> interrupted.complete(Thread.currentThread().isInterrupted()), SHORT);

        release.countDown();

        assertFalse(interrupted.get(60, TimeUnit.SECONDS));
    }

    @Test
    void close_twice_runsOneLastTask() {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();

        executor.close(first::incrementAndGet, LONG);
        executor.close(second::incrementAndGet, LONG);

        assertEquals(1, first.get());
        assertEquals(0, second.get());
    }

    @Test
    void close_onItsOwnThread_returnsAtOnceAndRunsTheLastTask() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        CompletableFuture<Boolean> last = new CompletableFuture<>();

        executor.execute(() -> ended.complete(executor.close(() -> last.complete(ended.isDone()), LONG)));

        assertFalse(ended.get(60, TimeUnit.SECONDS));
        assertTrue(last.get(60, TimeUnit.SECONDS));
    }

    @Test
    void close_whileATaskRuns_isVisibleToTheTask() throws Exception {
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        executor.execute(() -> {
            begun.countDown();
            await(release);
            seen.complete(executor.closing());
        });
        begun.await();

        executor.close(SHORT);
        release.countDown();

        assertTrue(seen.get(60, TimeUnit.SECONDS));
    }

    @Test
    void execute_afterClose_isDropped() {
        AtomicInteger runs = new AtomicInteger();
        executor.close(LONG);

        executor.execute(runs::incrementAndGet);
        executor.schedule(runs::incrementAndGet, Duration.ZERO);
        boolean taken = executor.offer(runs::incrementAndGet, 10);

        assertFalse(taken);
        assertEquals(0, runs.get());
    }

    @Test
    void close_lastTaskThatThrows_endsTheThread() {
        boolean ended = executor.close(
                () -> {
                    throw new OutOfMemoryError("last");
                },
                LONG);

        assertTrue(ended);
    }

    /** Blocks the executor until {@link #release}; interrupts end the wait. */
    private CountDownLatch block() {
        CountDownLatch begun = new CountDownLatch(1);
        executor.execute(() -> {
            begun.countDown();
            await(release);
        });
        return begun;
    }

    /** Blocks the executor until {@link #release}, interrupted or not. */
    private CountDownLatch blockWhateverHappens() {
        CountDownLatch begun = new CountDownLatch(1);
        executor.execute(() -> {
            begun.countDown();
            while (release.getCount() > 0) {
                await(release);
            }
            Thread.currentThread().interrupt();
        });
        return begun;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // Like a task that swallows interrupts.
        }
    }

    private void awaitClosing() {
        while (!executor.closing()) {
            Thread.onSpinWait();
        }
    }

    private void awaitIdle() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        executor.schedule(() -> done.complete(null), Duration.ofMillis(1));
        done.join();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
