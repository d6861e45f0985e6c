package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.FusedResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Carries fused results to a cloud platform, on a thread of its own: a publisher may take its time, fusion may not. Waiting
 * results are bounded; what does not fit is dropped and counted. {@link #offer} is for any thread, all else for one.
 */
final class CloudFeed {

    /** Some seconds of a busy family. */
    private static final int CAPACITY = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CloudSink sink;
    private final Tally tally;
    private final BlockingQueue<CloudMessage> queue = new ArrayBlockingQueue<>(CAPACITY);
    private volatile CloudOptions options;
    private Thread thread;

    /** Carries nothing before it is configured. */
    CloudFeed(CloudSink sink, Tally tally) {
        this.sink = sink;
        this.tally = tally;
    }

    /** What to carry from now on; empty: nothing. */
    void configure(Optional<CloudOptions> wanted) {
        options = wanted.orElse(null);
        if (thread == null && wanted.isPresent()) {
            thread = new Thread(this::run, "chorus-aggregator-cloud");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Takes a result over, or drops it; returns at once. */
    void offer(FusedResult result) {
        if (options != null && !queue.offer(new CloudMessage(result, Instant.now()))) {
            tally.report("cloudDropped", "the cloud publisher does not keep up, " + CAPACITY + " results wait");
        }
    }

    private void run() {
        CloudThrottle throttle = new CloudThrottle(tally, System.nanoTime());
        try {
            while (true) {
                CloudMessage message = await(throttle.due());
                CloudOptions by = options;
                if (message != null && by != null) {
                    throttle.offer(message, by);
                }
                Optional<CloudMessage> next = throttle.next(System.nanoTime());
                if (next.isPresent() && publish(next.get())) {
                    throttle.published(next.get());
                }
            }
        } catch (InterruptedException e) {
            // Closed: what waits is given up.
        }
    }

    private CloudMessage await(OptionalLong due) throws InterruptedException {
        return due.isEmpty() ? queue.take() : queue.poll(due.getAsLong() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private boolean publish(CloudMessage message) throws InterruptedException {
        try {
            sink.publish(message);
            tally.count("cloudPublished");
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            tally.report("cloudFailed", String.valueOf(e.getMessage()));
            return false;
        }
    }

    /**
     * Ends the thread; waits a bounded time.
     *
     * @throws InterruptedException if the caller is interrupted meanwhile; the thread ends all the same
     */
    void close() throws InterruptedException {
        options = null;
        if (thread != null) {
            thread.interrupt();
            thread.join(PATIENCE.toMillis());
            thread = null;
        }
    }
}
