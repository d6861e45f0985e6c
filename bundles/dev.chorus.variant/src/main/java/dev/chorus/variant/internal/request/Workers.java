package dev.chorus.variant.internal.request;

import dev.chorus.variant.internal.picture.PixelBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that classify. {@link #resize} is for one thread, the service's control thread. */
public final class Workers {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration LONGEST_PICTURE = Duration.ofSeconds(5);

    private final RequestQueue queue;
    private final RequestHandler handler;
    private final String name;
    private final Deque<Worker> workers = new ArrayDeque<>();
    private int started;

    /** @param name the beginning of the threads' names */
    public Workers(RequestQueue queue, RequestHandler handler, String name) {
        this.queue = queue;
        this.handler = handler;
        this.name = name;
    }

    /**
     * Starts or ends threads. Those that end finish the picture they are at, which is waited for, 5 seconds at most.
     *
     * @param threads how many there are to be; 0 for none
     */
    public void resize(int threads) {
        while (workers.size() < threads) {
            Worker worker = new Worker(name + "-" + started++);
            workers.addLast(worker);
            worker.start();
        }
        List<Worker> leaving = new ArrayList<>();
        while (workers.size() > threads) {
            Worker worker = workers.removeLast();
            worker.dismissed = true;
            leaving.add(worker);
        }
        queue.wake();
        long until = System.nanoTime() + LONGEST_PICTURE.toNanos();
        leaving.forEach(worker -> await(worker, until));
    }

    private static void await(Worker worker, long untilNanos) {
        try {
            worker.join(
                    Math.max(1, Duration.ofNanos(untilNanos - System.nanoTime()).toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (worker.isAlive()) {
            LOG.warn("{} is still busy; it ends with its picture", worker.getName());
        }
    }

    private final class Worker extends Thread {

        private volatile boolean dismissed;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            PixelBuffer buffer = new PixelBuffer();
            try {
                for (WaitingRequest next = take(); next != null; next = take()) {
                    handler.handle(next, buffer);
                }
            } catch (InterruptedException e) {
                LOG.warn("{} was interrupted and ends", getName());
            }
        }

        private WaitingRequest take() throws InterruptedException {
            return queue.take(() -> !dismissed);
        }
    }
}
