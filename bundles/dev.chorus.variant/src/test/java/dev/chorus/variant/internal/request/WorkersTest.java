package dev.chorus.variant.internal.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class WorkersTest {

    private static final Tuning TUNING = new Tuning(
            "rgb",
            5,
            100,
            OverloadPolicy.DROP_OLDEST,
            Duration.ofMinutes(1),
            0,
            new PictureLimits(1000, 1000),
            false,
            false);

    private final Set<Thread> threadsBefore = Await.threads();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private final Counters counters = new Counters();
    private final InternalFailures failures = new InternalFailures(counters, () -> {}, pause -> {});
    private final RequestQueue queue = new RequestQueue(() -> TUNING, this::refuse, System::nanoTime);
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile Workers workers;

    @AfterEach
    void stop_always_leavesNoThread() {
        release.countDown();
        workers.stop();
        Await.noNewThreads(threadsBefore);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class, OutOfMemoryError.class})
    void handler_thatThrows_refusesItsRequestAndTakesTheNext(Class<? extends Throwable> kind) throws Exception {
        // given
        Throwable failure = kind.getDeclaredConstructor().newInstance();
        start(1, Duration.ofSeconds(60), waiting -> {
            if (name(waiting.request()).equals("a")) {
                WorkersTest.<RuntimeException>sneakyThrow(failure);
            }
            outcomes.add(name(waiting.request()) + " answered");
        });

        // when
        offer('a', 'b', 'c');

        // then
        Await.until(() -> outcomes.size() == 3, () -> "outcomes are " + outcomes);
        assertEquals(List.of("a FAILED", "b answered", "c answered"), outcomes);
        assertEquals(1, counters.get("internalErrors"));
    }

    @Test
    void worker_thatIsInterrupted_takesTheNext() throws Exception {
        // given
        CountDownLatch interrupted = new CountDownLatch(1);
        start(1, Duration.ofSeconds(60), waiting -> {
            if (name(waiting.request()).equals("a")) {
                Thread.currentThread().interrupt();
                interrupted.countDown();
            }
            outcomes.add(name(waiting.request()) + " answered");
        });

        // when
        offer('a');
        interrupted.await();
        offer('b');

        // then
        Await.until(() -> outcomes.size() == 2, () -> "outcomes are " + outcomes);
        assertEquals(List.of("a answered", "b answered"), outcomes);
    }

    @Test
    void stop_whileAWorkerIsBusyForTooLong_refusesItsRequest() throws Exception {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        start(1, Duration.ofMillis(10), waiting -> {
            begun.countDown();
            awaitRelease();
        });
        offer('a');
        begun.await();

        // when
        workers.stop();

        // then
        assertEquals(List.of("a NO_MODEL"), outcomes);
    }

    @Test
    void resize_toFewerWhileOneIsBusyForTooLong_leavesItsRequestToIt() throws Exception {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        start(1, Duration.ofMillis(10), waiting -> {
            begun.countDown();
            awaitRelease();
            outcomes.add(name(waiting.request()) + " answered");
        });
        offer('a');
        begun.await();

        // when
        workers.resize(0);

        // then
        assertEquals(List.of(), outcomes);
        release.countDown();
        Await.until(() -> !outcomes.isEmpty(), () -> "no outcome");
        assertEquals(List.of("a answered"), outcomes);
    }

    @Test
    void resize_toNone_takesNothingMore() {
        start(2, Duration.ofSeconds(60), waiting -> outcomes.add(name(waiting.request()) + " answered"));

        workers.resize(0);
        offer('a');

        assertFalse(Await.threads().stream().anyMatch(thread -> thread.getName().startsWith("chorus-workers-test")));
        assertEquals(List.of(), outcomes);
    }

    private void start(int threads, Duration longestPicture, Consumer<WaitingRequest> handler) {
        workers = new Workers(
                "chorus-workers-test",
                queue,
                (waiting, buffer) -> handler.accept(waiting),
                this::refuse,
                failures,
                longestPicture);
        workers.resize(threads);
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(Request request, Refusal refusal) {
        outcomes.add(name(request) + " " + refusal);
    }

    private void offer(char... names) {
        for (char name : names) {
            Request request = new Request(
                    RequestId.ofBytes(new byte[] {(byte) name}, false), System.nanoTime(), TUNING.deadline(), null);
            queue.offer(new WaitingRequest(request, new byte[1], PictureType.JPEG, ""));
        }
    }

    private static String name(Request request) {
        return Character.toString(request.id().bytes()[0]);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
