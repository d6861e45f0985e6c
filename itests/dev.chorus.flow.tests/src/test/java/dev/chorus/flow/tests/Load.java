package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.TestClient;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Asks up to twenty-five times a second until it is closed, whatever happens meanwhile. Owned by the test's thread, asks on one of its own. */
final class Load implements AutoCloseable {

    private static final long PERIOD_MILLIS = 40;
    private static final byte[] PICTURE = Pictures.part("gear", 1);

    /** Half of what a variant lets wait: further requests it may refuse, on a machine that cannot classify at this rate. */
    private static final int MOST_OPEN = 16;

    private final TestClient client;
    private final int mostOpen;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile int asked;

    private Load(TestClient client, int mostOpen) {
        this.client = client;
        this.mostOpen = mostOpen;
        timer.scheduleWithFixedDelay(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Asks 25 times a second, less often while answers are missing; for tests in which every question is answered. */
    static Load begin(TestClient client) {
        return new Load(client, MOST_OPEN);
    }

    /** Asks 25 times a second, whatever is answered. */
    static Load beginUnbounded(TestClient client) {
        return new Load(client, Integer.MAX_VALUE);
    }

    private void ask() {
        if (asked - client.answers() >= mostOpen) {
            return;
        }
        client.ask(id(asked), PICTURE, TestClient.PATIENT);
        asked++;
    }

    /** What the question of a number is called, counted from 0. */
    static String id(int number) {
        return "load-" + number;
    }

    /** How many questions have been asked; a question with this number is asked after the call. */
    int asked() {
        return asked;
    }

    /** Waits until so many have been asked. */
    void awaitAsked(int number) {
        Await.until(number + " questions", () -> asked >= number);
    }

    /**
     * Waits for the outcome of each of so many questions, and fails if there is another one or several of one question.
     *
     * @param outcomes that are as wanted
     */
    static void assertOneOutcomeEach(TestClient client, int asked, Set<String> outcomes) {
        for (int number = 0; number < asked; number++) {
            Json answer = client.awaitAnswer(id(number)).json();
            assertTrue(answer.toString(), outcomes.contains(answer.text("outcome")));
        }
        // What was published twice has come by now: both topics are in order.
        client.ask("after the load", PICTURE);
        for (int number = 0; number < asked; number++) {
            assertEquals(id(number), 1, client.answers(id(number)).size());
        }
        Map<String, Long> results = client.heard(TestClient.RESULT).stream()
                .collect(Collectors.groupingBy(result -> result.json().text("id"), Collectors.counting()));
        assertEquals(asked + 1, results.size());
        results.forEach((id, times) -> assertEquals("results for " + id, 1L, times.longValue()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        Await.until("the end of the load", timer::isTerminated);
    }
}
