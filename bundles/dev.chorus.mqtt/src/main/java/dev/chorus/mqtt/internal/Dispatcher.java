package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/**
 * Calls the owner of a link: one thread, one call at a time. Deliveries that wait are bounded in number and in bytes; beyond that the oldest is dropped and counted, because an old question is the one least worth answering. Events of
 * the connection are few and always wait their turn. Whatever the owner throws is counted and logged.
 */
final class Dispatcher {

    private final int capacity;
    private final long capacityBytes;
    private final Counters counters;
    private final Function<String, List<Consumer<Delivery>>> handlers;
    private final NamedThreads threads;
    private final ThreadPoolExecutor thread;
    private final QuietLog log = new QuietLog(LoggerFactory.getLogger(Dispatcher.class), System::nanoTime);

    private final Deque<Delivery> inbox = new ArrayDeque<>();
    private long bytes;

    /**
     * @param handlers topic to those who want to hear it
     */
    Dispatcher(
            String name,
            int capacity,
            long capacityBytes,
            Counters counters,
            Function<String, List<Consumer<Delivery>>> handlers) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
        this.counters = counters;
        this.handlers = handlers;
        this.threads = new NamedThreads(name);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Passes a message to its handlers when it is its turn; from any thread. */
    void deliver(Delivery delivery) {
        counters.received.increment();
        int dropped = 0;
        synchronized (this) {
            inbox.addLast(delivery);
            bytes += bytes(delivery);
            for (; inbox.size() > capacity || (bytes > capacityBytes && inbox.size() > 1); dropped++) {
                bytes -= bytes(inbox.pollFirst());
            }
        }
        counters.overflowed.add(dropped);
        if (dropped == 0) {
            thread.execute(this::handleNext);
        } else {
            log.warn("The handlers do not keep up: " + dropped + " of the oldest deliveries dropped", null);
        }
    }

    private static long bytes(Delivery delivery) {
        return PacketSize.of(delivery.topic(), delivery.payload(), delivery.properties());
    }

    private void handleNext() {
        Delivery delivery;
        synchronized (this) {
            delivery = inbox.pollFirst();
            if (delivery == null) {
                return;
            }
            bytes -= bytes(delivery);
        }
        List<Consumer<Delivery>> interested = handlers.apply(delivery.topic());
        if (interested.isEmpty()) {
            counters.unhandled.increment();
        }
        for (Consumer<Delivery> handler : interested) {
            guard("The handler of " + delivery.topic(), () -> handler.accept(delivery));
        }
    }

    /** Tells the owner of an event when it is its turn; from any thread. */
    void tell(String what, Runnable event) {
        thread.execute(() -> guard(what, event));
    }

    private void guard(String what, Runnable call) {
        try {
            call.run();
        } catch (Exception | LinkageError | AssertionError e) {
            counters.handlerFailures.increment();
            log.warn(what + " failed", e);
        }
    }

    /**
     * Calls nobody any more; lets a running call return until the deadline, then interrupts it. Called on the dispatcher's own
     * thread it does not wait.
     */
    void close(long deadlineNanos) {
        thread.getQueue().clear();
        thread.shutdown();
        if (!threads.current() && !threads.awaitEnd(deadlineNanos)) {
            log.warn("A handler does not return; it is interrupted", null);
            thread.shutdownNow();
        }
    }
}
