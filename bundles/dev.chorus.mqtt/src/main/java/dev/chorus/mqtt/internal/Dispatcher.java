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
 * Calls the owner of a link on one thread, one call at a time. Waiting deliveries are bounded in number and bytes;
 * above the limit the oldest is dropped and counted, because an old request is the one least worth answering.
 * Connection events are few and never dropped. Exceptions of the owner are counted and logged.
 */
final class Dispatcher {

    private final int capacity;
    private final long capacityBytes;
    private final LinkCounters counters;
    private final Function<String, List<Consumer<Delivery>>> handlers;
    private final TaskFailureListener failures;
    private final SerialExecutor thread;
    private final QuietLog log = new QuietLog(LoggerFactory.getLogger(Dispatcher.class), System::nanoTime);

    /** Guarded by this, as are the two fields below. */
    private final Deque<Delivery> inbox = new ArrayDeque<>();

    private long bytes;
    private long generation;

    /**
     * Creates a dispatcher and its thread.
     *
     * @param name name of the thread
     * @param capacity maximum number of waiting deliveries
     * @param capacityBytes maximum size of these deliveries together
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
     * Returns an inlet for the deliveries of one connection, which passes each to its handlers in turn. Thread-safe.
     * After {@link #clear} the inlet drops them.
     */
    synchronized Consumer<Delivery> inlet() {
        long own = generation;
        return delivery -> deliver(delivery, own);
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
            log.warn("Inbox full, dropped the " + dropped + " oldest messages", null);
        }
    }

    private static long bytes(Delivery delivery) {
        return PacketSize.of(delivery.topic(), delivery.payload(), delivery.properties());
    }

    /**
     * Drops the deliveries that wait, and those that the inlets returned so far still take. A delivery that is being
     * handled completes.
     */
    synchronized void clear() {
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
        List<Consumer<Delivery>> matching = handlers.apply(delivery.topic());
        if (matching.isEmpty()) {
            counters.unhandled.increment();
        }
        for (Consumer<Delivery> handler : matching) {
            guard("The handler of " + delivery.topic(), () -> handler.accept(delivery));
        }
    }

    /** Passes an event to the owner in turn; thread-safe. */
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

    /**
     * Waits until the deliveries and events that wait now have been handled; returns at once on the dispatcher's own
     * thread.
     */
    void awaitHandled(Duration limit) {
        if (thread.inThread()) {
            return;
        }
        CountDownLatch handled = new CountDownLatch(1);
        thread.execute(handled::countDown);
        try {
            if (!handled.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                log.warn(
                        "Handlers are slow: deliveries have been waiting for more than " + limit.toMillis() + " ms",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts no further call. Lets a running one return, and interrupts it after half of the limit. Does not wait
     * when called on the dispatcher's own thread.
     *
     * @param limit maximum time to wait
     */
    void close(Duration limit) {
        thread.close(limit);
    }
}
