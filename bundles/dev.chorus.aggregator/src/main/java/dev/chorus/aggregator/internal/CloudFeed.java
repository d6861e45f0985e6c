package dev.chorus.aggregator.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.protocol.FusedResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes fused results to a cloud publisher on its own thread: a publisher may block, fusion may not. Waiting results
 * are bounded; above the limit they are dropped and counted. Thread-safe.
 */
final class CloudFeed {

    private static final Logger LOG = LoggerFactory.getLogger(CloudFeed.class);

    /** Kura keeps a message for up to 900 s and 60 s, in a store shipped with 1000 places ({@code docs/cloud.md}). */
    private static final Duration SAFE_INTERVAL = Duration.ofMillis(960);

    /** Queue capacity, a few seconds at full rate. */
    private static final int CAPACITY = 256;

    /** How long closing waits for a publisher. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final EventCounters events;
    private final SerialExecutor executor;
    /** Used on the executor's thread. */
    private final CloudSender sender;
    /** Used on the executor's thread. */
    private final DueTimer timer;
    /** Null while nothing is published. */
    private volatile CloudOptions options;

    /**
     * Creates a feed that publishes nothing before it is configured.
     *
     * @param problemChanged called when {@link #problem} changed, on the feed's thread
     * @param failures receives exceptions of the feed itself; those of a publisher are counted as {@code cloudFailed}
     */
    CloudFeed(CloudSink sink, EventCounters events, Runnable problemChanged, TaskFailureListener failures) {
        this.events = events;
        executor = new SerialExecutor("chorus-aggregator-cloud", failures);
        sender = new CloudSender(sink, events, problemChanged, System.nanoTime());
        timer = new DueTimer(executor, this::publishDue);
    }

    /** Sets what to publish from now on; empty: nothing. */
    void configure(Optional<CloudOptions> wanted) {
        wanted.filter(by -> by.interval().compareTo(SAFE_INTERVAL) < 0 && !by.equals(options))
                .ifPresent(by -> LOG.warn(
                        "cloud.interval.ms is {}, below {} results can fill the store of the cloud connection",
                        by.interval().toMillis(),
                        SAFE_INTERVAL.toMillis()));
        options = wanted.orElse(null);
        if (wanted.isEmpty()) {
            executor.execute(sender::stop);
        }
    }

    /** Queues a result, or drops it; returns at once. */
    void offer(FusedResult result) {
        if (options == null) {
            return;
        }
        CloudMessage message = new CloudMessage(result, Instant.now());
        if (!executor.offer(() -> take(message), CAPACITY)) {
            events.report(
                    "cloudDropped", "queue of the cloud publisher is full (" + CAPACITY + " results), dropped one");
        }
    }

    private void take(CloudMessage message) {
        CloudOptions by = options;
        if (by != null) {
            sender.offer(message, by, System.nanoTime());
            sender.due().ifPresent(timer::runBy);
        }
    }

    private void publishDue() {
        if (options != null) {
            sender.send(System.nanoTime());
            sender.due().ifPresent(timer::runBy);
        }
    }

    /** Returns why results do not reach the publisher, for the status; empty while they do. Thread-safe. */
    Optional<String> problem() {
        return options == null ? Optional.empty() : sender.problem();
    }

    /**
     * Ends the thread; waits a bounded time. Waiting results are dropped. A publisher that takes longer keeps the
     * thread only until it returns.
     */
    void close() {
        options = null;
        executor.close(CLOSE_LIMIT);
    }
}
