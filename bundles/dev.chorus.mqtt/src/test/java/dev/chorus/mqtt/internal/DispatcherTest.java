package dev.chorus.mqtt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private final LinkCounters counters = new LinkCounters();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Dispatcher dispatcher =
            new Dispatcher("test-dispatcher", 3, 1000, counters, this::handlers, failures::add);
    private final Consumer<Delivery> inlet = dispatcher.inlet();

    @AfterEach
    void close() {
        go.countDown();
        dispatcher.close(Await.PATIENCE);
    }

    private List<Consumer<Delivery>> handlers(String topic) {
        return switch (topic) {
            case "none" -> List.of();
            case "bad" -> List.of(this::fail, this::handle);
            case "fatal" -> List.of(this::runOutOfMemory, this::handle);
            case "slow" -> List.of(this::block);
            default -> List.of(this::handle);
        };
    }

    private void handle(Delivery delivery) {
        handled.add(delivery.topic());
    }

    private void fail(Delivery delivery) {
        throw new IllegalStateException("on purpose");
    }

    private void runOutOfMemory(Delivery delivery) {
        throw new OutOfMemoryError("on purpose");
    }

    private void block(Delivery delivery) {
        begun.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            handled.add("interrupted");
        }
    }

    @Test
    void deliver_beyondTheCapacity_dropsTheOldest() throws InterruptedException {
        // given
        inlet.accept(delivery("slow", 0));
        begun.await();

        // when
        for (String topic : List.of("1", "2", "3", "4", "5")) {
            inlet.accept(delivery(topic, 0));
        }
        go.countDown();

        // then
        Await.until("three handled", () -> handled.equals(List.of("3", "4", "5")));
        assertEquals(2, counters.snapshot().overflowed());
        assertEquals(6, counters.snapshot().received());
    }

    @Test
    void deliver_beyondTheBytes_dropsTheOldest() throws InterruptedException {
        inlet.accept(delivery("slow", 0));
        begun.await();

        inlet.accept(delivery("1", 300));
        inlet.accept(delivery("2", 300));
        inlet.accept(delivery("large", 900));
        go.countDown();

        Await.until("one handled", () -> handled.equals(List.of("large")));
        assertEquals(2, counters.snapshot().overflowed());
    }

    @Test
    void deliver_toAHandlerThatThrows_countsItAndGoesOn() {
        inlet.accept(delivery("bad", 0));
        inlet.accept(delivery("good", 0));

        Await.until("both handled", () -> handled.equals(List.of("bad", "good")));
        assertEquals(1, counters.snapshot().handlerFailures());
    }

    @Test
    void deliver_withoutSubscription_isCounted() {
        inlet.accept(delivery("none", 0));

        Await.until("counted", () -> counters.snapshot().unhandled() == 1);
    }

    @Test
    void tell_ofAnEventThatThrows_countsIt() {
        dispatcher.dispatch("An event", () -> fail(null));

        Await.until("counted", () -> counters.snapshot().handlerFailures() == 1);
    }

    /** It ended the thread, without a report to the owner. */
    @Test
    void deliver_toAHandlerThatRunsOutOfMemory_isReportedAndGoesOn() {
        inlet.accept(delivery("fatal", 0));
        inlet.accept(delivery("good", 0));

        Await.until("both handled", () -> handled.equals(List.of("fatal", "good")));
        assertEquals(1, counters.snapshot().handlerFailures());
        assertEquals(
                List.of("on purpose"),
                failures.stream().map(Throwable::getMessage).toList());
    }

    @Test
    void clear_always_dropsWhatWaitsAndWhatComesThroughTheOldInlet() throws InterruptedException {
        // given
        inlet.accept(delivery("slow", 0));
        begun.await();
        inlet.accept(delivery("waiting", 900));

        // when
        dispatcher.clear();
        inlet.accept(delivery("late", 0));
        dispatcher.inlet().accept(delivery("new", 900));
        go.countDown();

        // then
        Await.until("the new one", () -> handled.equals(List.of("new")));
        assertEquals(2, counters.snapshot().outdated());
        assertEquals(0, counters.snapshot().overflowed());
    }

    @Test
    void close_whileAHandlerBlocks_interruptsIt() throws InterruptedException {
        inlet.accept(delivery("slow", 0));
        inlet.accept(delivery("never", 0));
        begun.await();

        dispatcher.close(Duration.ofMillis(200));

        Await.until("interrupted", () -> handled.equals(List.of("interrupted")));
    }

    private static Delivery delivery(String topic, int bytes) {
        return new Delivery(topic, new byte[bytes], 1, false, false, MessageProperties.EMPTY, System.nanoTime());
    }
}
