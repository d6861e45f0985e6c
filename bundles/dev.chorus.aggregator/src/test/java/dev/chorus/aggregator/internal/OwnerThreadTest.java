package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.metrics.Counters;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnerThreadTest {

    private static final Runnable NOTHING = () -> {};

    private final Counters counters = new Counters();
    private OwnerThread owner;

    private void begin(int capacity, LongFunction<OptionalLong> whatIsDue) {
        owner = new OwnerThread("owner", capacity, whatIsDue, now -> {}, new Tally(counters));
    }

    @AfterEach
    void end() throws InterruptedException {
        owner.close(NOTHING);
    }

    @Test
    void whatIsDue_nothingHandedOver_isLookedAtWhenItSaid() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(3);
        begin(10, now -> {
            looks.countDown();
            return OptionalLong.of(now + TimeUnit.MILLISECONDS.toNanos(5));
        });

        owner.offer(NOTHING);

        assertTrue(looks.await(120, TimeUnit.SECONDS));
    }

    @Test
    void whatIsDue_tasksNeverEnding_isLookedAtAllTheSame() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(100);
        begin(10, now -> {
            looks.countDown();
            return OptionalLong.empty();
        });
        AtomicBoolean enough = new AtomicBoolean();
        AtomicReference<Runnable> again = new AtomicReference<>();
        again.set(() -> {
            if (!enough.get()) {
                owner.offer(again.get());
            }
        });

        owner.offer(again.get());

        assertTrue(looks.await(120, TimeUnit.SECONDS));
        enough.set(true);
    }

    @Test
    void offer_tooManyWaiting_isRefusedAndNothingWaits() throws InterruptedException {
        begin(1, now -> OptionalLong.empty());
        SynchronousQueue<String> held = new SynchronousQueue<>();
        CountDownLatch running = new CountDownLatch(1);
        owner.offer(() -> {
            running.countDown();
            takeFrom(held);
        });
        assertTrue(running.await(120, TimeUnit.SECONDS));

        boolean first = owner.offer(NOTHING);
        boolean second = owner.offer(NOTHING);

        held.put("go on");
        assertTrue(first);
        assertFalse(second);
    }

    private static void takeFrom(SynchronousQueue<String> queue) {
        try {
            queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void perform_taskOrDutyThatThrows_isCountedAndTheThreadLives() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        begin(10, now -> {
            if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("the first look fails");
            }
            return OptionalLong.empty();
        });
        CountDownLatch done = new CountDownLatch(1);

        owner.submit(() -> {
            throw new IllegalStateException("a task fails");
        });
        owner.submit(done::countDown);

        assertTrue(done.await(120, TimeUnit.SECONDS));
        owner.close(NOTHING);
        assertEquals(2, counters.get("internalErrors"));
    }

    @Test
    void close_lastTask_runsOnTheOwnersThreadAndThenItEnds() throws InterruptedException {
        begin(10, now -> OptionalLong.empty());
        AtomicReference<Thread> ranOn = new AtomicReference<>();

        owner.close(() -> ranOn.set(Thread.currentThread()));

        assertEquals("owner", ranOn.get().getName());
        assertFalse(ranOn.get().isAlive());
    }
}
