package dev.chorus.mqtt.internal.paho;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.testing.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamedThreadsTest {

    private final NamedThreads threads = new NamedThreads("named-threads-test");
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void end() {
        go.countDown();
    }

    private void startSome(int count) {
        for (int number = 0; number < count; number++) {
            threads.start(this::block);
        }
    }

    private void block() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With one limit for each thread it would take a hundred seconds. */
    @Test
    void awaitEnd_ofManyThreads_hasOneLimitForAll() {
        startSome(100);
        long begin = System.nanoTime();

        boolean ended = threads.awaitEnd(begin + Duration.ofSeconds(1).toNanos());

        assertFalse(ended);
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(50).toNanos());
    }

    @Test
    void awaitEnd_ofThreadsThatEnd_isTrue() {
        startSome(3);

        go.countDown();

        assertTrue(threads.awaitEnd(System.nanoTime() + Await.PATIENCE.toNanos()));
    }
}
