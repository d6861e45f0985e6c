package dev.chorus.mqtt.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.mqtt.api.Delivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/**
 * Calls the owner of a link on one thread, one call at a time. Deliveries that wait are bounded in number and in bytes; beyond that
 * the oldest is dropped and counted, because an old question is the one least worth answering. Events of the connection are few and
 * always wait their turn. Whatever the owner throws is counted and logged.
 */
final class Dispatcher {

    private final int capacity;
    private final long capacityBytes;
    private final LinkCounters counters;
    private final Function<String, List<Consumer<Delivery>>> handlers;
    private final TaskFailureListener failures;
    private final SerialExecutor thread;
    private final QuietLog log = new QuietLog(LoggerFactory.getLogger(Dispatcher.class), System::nanoTime);

    /** Guarded by this, as are the two below. */
    private final Deque<Delivery> inbox = new ArrayDeque<>();

    private long bytes;
    private long generation;

    /**
     * @param name of the thread
     * @param capacity how many deliveries may wait
     * @param capacityBytes how many bytes those may have together
     * @param handlers topic to the handlers of its subscriptions
     * @param failures receives errors that may have left the owner's state half changed
     */
    Dispatcher(
            String name,
            int capacity,
            long capacityBytes,
            LinkCounters counters,
            Function<String, List<Consumer<Delivery>>> handlers,
            TaskFailureListener failures) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
        this.counters = counters;
        this.handlers = handlers;
        this.failures = failures;
        this.thread = new SerialExecutor(name, failures);
    }

    /**
     * Takes the deliveries of one connection, from any thread, and passes each to its handlers when it is its turn. After {@link #forget}
     * it drops them.
     */
    synchronized Consumer<Delivery> inlet() {
        long mine = generation;
        return delivery -> deliver(delivery, mine);
    }

    private void deliver(Delivery delivery, long from) {
        counters.received.increment();
        int dropped = 0;
        synchronized (this) {
            if (from != generation) {
                counters.outdated.increment();
                return;
            }
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

    /**
     * Drops the deliveries that wait, and those that the inlets given out so far still take. A delivery whose turn it is at this moment
     * is handled.
     */
    synchronized void forget() {
        generation++;
        counters.outdated.add(inbox.size());
        inbox.clear();
        bytes = 0;
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

    /** Calls the owner because of an event when it is its turn; from any thread. */
    void dispatch(String what, Runnable event) {
        thread.execute(() -> guard(what, event));
    }

    private void guard(String what, Runnable call) {
        try {
            call.run();
        } catch (Throwable failure) {
            counters.handlerFailures.increment();
            log.warn(what + " failed", failure);
            if (TaskFailureListener.isFatal(failure)) {
                failures.taskFailed(failure);
            }
        }
    }

    /** Waits until the deliveries and events that wait now have been handled; not at all on the dispatcher's own thread. */
    void awaitHandled(Duration limit) {
        if (thread.inThread()) {
            return;
        }
        CountDownLatch handled = new CountDownLatch(1);
        thread.execute(handled::countDown);
        try {
            if (!handled.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                log.warn(
                        "The handlers do not keep up: deliveries wait for longer than " + limit.toMillis() + " ms",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Begins no call any more. Lets a running one return, and interrupts it after half of the limit. Does not wait when called on the
     * dispatcher's own thread.
     *
     * @param limit how long to wait at most
     */
    void close(Duration limit) {
        thread.close(limit);
    }
}
