package dev.chorus.aggregator.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.protocol.FusedResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Carries fused results to a cloud platform, on a thread of its own: a publisher may take its time, fusion may not. Waiting
 * results are bounded; what does not fit is dropped and counted. Safe for any thread.
 */
final class CloudFeed {

    /** How many results may wait, some seconds of a busy family. */
    private static final int CAPACITY = 256;

    /** How long closing waits for a publisher. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final CloudSink sink;
    private final Tally tally;
    private final SerialExecutor executor;
    /** Of the executor's thread. */
    private final CloudThrottle throttle;
    /** Of the executor's thread. */
    private final DueTimer timer;
    /** Null while nothing is to be carried. */
    private volatile CloudOptions options;

    /**
     * A feed that carries nothing before it is configured.
     *
     * @param failures receives what is wrong in the feed itself; what a publisher throws is counted as {@code cloudFailed}
     */
    CloudFeed(CloudSink sink, Tally tally, TaskFailureListener failures) {
        this.sink = sink;
        this.tally = tally;
        executor = new SerialExecutor("chorus-aggregator-cloud", failures);
        throttle = new CloudThrottle(tally, System.nanoTime());
        timer = new DueTimer(executor, this::publishDue);
    }

    /** What to carry from now on; empty: nothing. */
    void configure(Optional<CloudOptions> wanted) {
        options = wanted.orElse(null);
    }

    /** Takes a result over, or drops it; returns at once. */
    void offer(FusedResult result) {
        if (options == null) {
            return;
        }
        CloudMessage message = new CloudMessage(result, Instant.now());
        if (!executor.offer(() -> take(message), CAPACITY)) {
            tally.report("cloudDropped", "the cloud publisher does not keep up, " + CAPACITY + " results wait");
        }
    }

    private void take(CloudMessage message) {
        CloudOptions by = options;
        if (by != null) {
            throttle.offer(message, by);
            publishDue();
        }
    }

    private void publishDue() {
        throttle.next(System.nanoTime()).filter(this::publish).ifPresent(throttle::published);
        throttle.due().ifPresent(timer::runBy);
    }

    private boolean publish(CloudMessage message) {
        try {
            sink.publish(message);
            tally.count("cloudPublished");
            return true;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            tally.report("cloudFailed", String.valueOf(e.getMessage()));
            return false;
        }
    }

    /**
     * Ends the thread; waits a bounded time. What waits is dropped. A publisher that takes longer keeps the thread until it returns,
     * no longer.
     */
    void close() {
        options = null;
        executor.close(CLOSE_LIMIT);
    }
}
