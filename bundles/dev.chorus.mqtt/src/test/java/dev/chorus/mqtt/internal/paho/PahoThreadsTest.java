package dev.chorus.mqtt.internal.paho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PahoThreadsTest {

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final NamedThreads threads = new NamedThreads("paho-threads-test");
    private final PahoThreads executor = new PahoThreads(threads, null, failures::add);

    @Test
    void submit_ofATaskThatThrows_tellsOfIt() {
        RuntimeException failure = new IllegalArgumentException("on purpose");

        Runnable task = () -> {
            throw failure;
        };

        executor.submit(task);

        Await.until("told", () -> failures.equals(List.of(failure)));
    }

    @Test
    void submit_ofTasksThatWaitForEachOther_runsThemAll() {
        CountDownLatch all = new CountDownLatch(20);
        for (int task = 0; task < 20; task++) {
            executor.submit(() -> {
                all.countDown();
                all.await();
                return null;
            });
        }

        assertTrue(threads.awaitEnd(System.nanoTime() + Await.PATIENCE.toNanos()));
        assertEquals(List.of(), failures);
    }

    @Test
    void awaitEnd_whileATaskRuns_givesUpAtTheDeadline() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        executor.execute(() -> {
            running.countDown();
            awaitUninterruptibly(go);
        });
        awaitUninterruptibly(running);

        assertFalse(threads.awaitEnd(System.nanoTime() + Duration.ofMillis(50).toNanos()));

        go.countDown();
        assertTrue(threads.awaitEnd(System.nanoTime() + Await.PATIENCE.toNanos()));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        Await.until("the latch", () -> latch.getCount() == 0);
    }
}
