package dev.chorus.mqtt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private final Counters counters = new Counters();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final Dispatcher dispatcher = new Dispatcher("test-dispatcher", 3, 1000, counters, this::handlers);

    @AfterEach
    void close() {
        go.countDown();
        dispatcher.close(System.nanoTime() + Duration.ofSeconds(5).toNanos());
    }

    private List<Consumer<Delivery>> handlers(String topic) {
        return switch (topic) {
            case "nobody" -> List.of();
            case "bad" -> List.of(this::fail, this::handle);
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
        dispatcher.deliver(delivery("slow", 0));
        begun.await();

        // when
        for (String topic : List.of("1", "2", "3", "4", "5")) {
            dispatcher.deliver(delivery(topic, 0));
        }
        go.countDown();

        // then
        Await.until("three handled", () -> handled.equals(List.of("3", "4", "5")));
        assertEquals(2, counters.snapshot().overflowed());
        assertEquals(6, counters.snapshot().received());
    }

    @Test
    void deliver_beyondTheBytes_dropsTheOldest() throws InterruptedException {
        dispatcher.deliver(delivery("slow", 0));
        begun.await();

        dispatcher.deliver(delivery("1", 300));
        dispatcher.deliver(delivery("2", 300));
        dispatcher.deliver(delivery("large", 900));
        go.countDown();

        Await.until("one handled", () -> handled.equals(List.of("large")));
        assertEquals(2, counters.snapshot().overflowed());
    }

    @Test
    void deliver_toAHandlerThatThrows_countsItAndGoesOn() {
        dispatcher.deliver(delivery("bad", 0));
        dispatcher.deliver(delivery("good", 0));

        Await.until("both handled", () -> handled.equals(List.of("bad", "good")));
        assertEquals(1, counters.snapshot().handlerFailures());
    }

    @Test
    void deliver_toNobody_isCounted() {
        dispatcher.deliver(delivery("nobody", 0));

        Await.until("counted", () -> counters.snapshot().unhandled() == 1);
    }

    @Test
    void tell_ofAnEventThatThrows_countsIt() {
        dispatcher.tell("An event", () -> fail(null));

        Await.until("counted", () -> counters.snapshot().handlerFailures() == 1);
    }

    @Test
    void close_whileAHandlerBlocks_interruptsItAtTheDeadline() throws InterruptedException {
        dispatcher.deliver(delivery("slow", 0));
        dispatcher.deliver(delivery("never", 0));
        begun.await();
        long before = System.nanoTime();

        dispatcher.close(before + Duration.ofMillis(200).toNanos());

        assertTrue(System.nanoTime() - before < Duration.ofSeconds(5).toNanos());
        Await.until("interrupted", () -> handled.equals(List.of("interrupted")));
    }

    private static Delivery delivery(String topic, int bytes) {
        return new Delivery(topic, new byte[bytes], 1, false, false, MessageProperties.EMPTY, System.nanoTime());
    }
}
