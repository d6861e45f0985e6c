package dev.chorus.variant.internal.request;

import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.variant.internal.picture.PixelBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the threads that classify. No {@link Throwable} ends a thread: its request is refused, the failure is
 * reported, and the next request is taken. For one thread, the service's control thread.
 */
final class Workers {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration LONGEST_PICTURE = Duration.ofSeconds(5);
    /** Between two failed attempts to take a request, so that a worker does not spin. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Gives a request its outcome. */
    @FunctionalInterface
    interface Handler {

        /** @param buffer of the calling thread */
        void handle(WaitingRequest waiting, PixelBuffer buffer);
    }

    private final String name;
    private final RequestQueue queue;
    private final Handler handler;
    private final BiConsumer<Request, Refusal> refuse;
    private final InternalFailures failures;
    private final Duration longestPicture;
    private final Deque<Worker> workers = new ArrayDeque<>();
    private int started;

    /**
     * Creates an instance without threads.
     *
     * @param name the beginning of the threads' names
     * @param refuse refuses a request unless it has its outcome; called on workers and the control thread, must not
     *     throw
     * @param failures receives failures of the handler
     */
    Workers(
            String name,
            RequestQueue queue,
            Handler handler,
            BiConsumer<Request, Refusal> refuse,
            InternalFailures failures) {
        this(name, queue, handler, refuse, failures, LONGEST_PICTURE);
    }

    Workers(
            String name,
            RequestQueue queue,
            Handler handler,
            BiConsumer<Request, Refusal> refuse,
            InternalFailures failures,
            Duration longestPicture) {
        this.name = name;
        this.queue = queue;
        this.handler = handler;
        this.refuse = refuse;
        this.failures = failures;
        this.longestPicture = longestPicture;
    }

    /**
     * Starts or ends threads. Threads that end finish their current picture, which is awaited, at most 5 seconds.
     *
     * @param threads number of threads; 0 for none
     */
    void resize(int threads) {
        while (workers.size() < threads) {
            Worker worker = new Worker(name + "-" + started++);
            worker.start();
            workers.addLast(worker);
        }
        dismiss(workers.size() - threads);
    }

    /** Returns whether there is a thread that takes requests. */
    boolean isWorking() {
        return !workers.isEmpty();
    }

    /** Ends all threads like {@link #resize}, and refuses the requests of threads that are still busy then. */
    void stop() {
        for (Worker busy : dismiss(workers.size())) {
            Request current = busy.current;
            if (current != null) {
                refuse.accept(current, Refusal.NO_MODEL);
            }
        }
    }

    /** @return the threads that are still busy */
    private List<Worker> dismiss(int count) {
        List<Worker> leaving = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            Worker worker = workers.removeLast();
            worker.dismissed = true;
            leaving.add(worker);
        }
        queue.wake();
        long deadline = System.nanoTime() + longestPicture.toNanos();
        leaving.removeIf(worker -> hasEnded(worker, deadline));
        return leaving;
    }

    private static boolean hasEnded(Worker worker, long deadlineNanos) {
        try {
            worker.join(Math.max(
                    1, Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (worker.isAlive()) {
            LOG.warn("{} is still busy; it ends after its current picture", worker.getName());
        }
        return !worker.isAlive();
    }

    private final class Worker extends Thread {

        private final PixelBuffer buffer = new PixelBuffer();
        private volatile boolean dismissed;
        /** Null between two requests. */
        private volatile Request current;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!dismissed) {
                try {
                    workOnNext();
                } catch (Throwable failure) {
                    failures.report(getName(), failure);
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }

        private void workOnNext() throws InterruptedException {
            WaitingRequest next = queue.take(() -> !dismissed);
            if (next == null) {
                return;
            }
            current = next.request();
            try {
                handler.handle(next, buffer);
            } catch (Throwable failure) {
                refuse.accept(next.request(), Refusal.FAILED);
                throw failure;
            } finally {
                current = null;
            }
        }
    }
}
