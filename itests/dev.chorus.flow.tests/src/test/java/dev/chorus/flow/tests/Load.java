package dev.chorus.flow.tests;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.TestClient;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks up to twenty-five times a second until it is closed, whatever happens meanwhile. Owned by the test's thread, asks on one of its own. */
final class Load implements AutoCloseable {

    private static final long PERIOD_MILLIS = 40;
    private static final byte[] PICTURE = Pictures.part("gear", 1);

    private final TestClient client;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile int asked;

    private Load(TestClient client) {
        this.client = client;
        timer.scheduleWithFixedDelay(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    static Load begin(TestClient client) {
        return new Load(client);
    }

    private void ask() {
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

    @Override
    public void close() {
        timer.shutdownNow();
        Await.until("the end of the load", timer::isTerminated);
    }
}
