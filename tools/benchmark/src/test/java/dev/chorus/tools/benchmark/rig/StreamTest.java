package dev.chorus.tools.benchmark.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.request.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamTest {

    private static final int RATE_PER_SECOND = 200;

    /** The timer ended with the first exception, and close() waited for the outcome of that request for ever. */
    @Test
    void close_afterARequesterThatThrows_endsWithThatAsTheOutcome() throws InterruptedException {
        CountDownLatch calls = new CountDownLatch(3);
        RuntimeException failure = new IllegalStateException("on purpose");
        Stream stream = new Stream(
                (id, picture, deadline) -> {
                    calls.countDown();
                    throw failure;
                },
                Album.ofParts(),
                RATE_PER_SECOND);
        try (stream) {
            assertTrue(calls.await(1, TimeUnit.MINUTES));
        }

        List<Stream.Asked> asked = stream.all();
        assertTrue(asked.size() >= 3, "asked: " + asked.size());
        assertTrue(asked.stream().allMatch(one -> one.problem() == failure));
    }

    @Test
    void close_whileARequestIsOpen_waitsForItsOutcome() throws InterruptedException {
        CompletableFuture<Response> open = new CompletableFuture<>();
        CountDownLatch called = new CountDownLatch(1);
        Stream stream = new Stream(
                (id, picture, deadline) -> {
                    called.countDown();
                    return open;
                },
                Album.ofParts(),
                RATE_PER_SECOND);
        assertTrue(called.await(1, TimeUnit.MINUTES));

        CompletableFuture<Void> closed = CompletableFuture.runAsync(stream::close);
        open.cancel(false);
        closed.join();

        assertEquals(
                0, stream.all().stream().filter(one -> one.problem() == null).count());
    }
}
