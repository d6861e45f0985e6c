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
 * Carries fused results to a cloud platform, on a thread of its own: a publisher may take its time, fusion may not. Waiting
 * results are bounded; what does not fit is dropped and counted. Safe for any thread.
 */
final class CloudFeed {

    private static final Logger LOG = LoggerFactory.getLogger(CloudFeed.class);

    /** Kura keeps a message for up to 900 s and 60 s, in a store shipped with 1000 places ({@code docs/cloud.md}). */
    private static final Duration SAFE_INTERVAL = Duration.ofMillis(960);

    /** How many results may wait, some seconds of a busy family. */
    private static final int CAPACITY = 256;

    /** How long closing waits for a publisher. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final EventCounters events;
    private final SerialExecutor executor;
    /** Of the executor's thread. */
    private final CloudSender sender;
    /** Of the executor's thread. */
    private final DueTimer timer;
    /** Null while nothing is to be carried. */
    private volatile CloudOptions options;

    /**
     * A feed that carries nothing before it is configured.
     *
     * @param problemChanged called when {@link #problem} has changed, on the feed's thread
     * @param failures receives what is wrong in the feed itself; what a publisher throws is counted as {@code cloudFailed}
     */
    CloudFeed(CloudSink sink, EventCounters events, Runnable problemChanged, TaskFailureListener failures) {
        this.events = events;
        executor = new SerialExecutor("chorus-aggregator-cloud", failures);
        sender = new CloudSender(sink, events, problemChanged, System.nanoTime());
        timer = new DueTimer(executor, this::publishDue);
    }

    /** What to carry from now on; empty: nothing. */
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

    /** Takes a result over, or drops it; returns at once. */
    void offer(FusedResult result) {
        if (options == null) {
            return;
        }
        CloudMessage message = new CloudMessage(result, Instant.now());
        if (!executor.offer(() -> take(message), CAPACITY)) {
            events.report("cloudDropped", "the cloud publisher does not keep up, " + CAPACITY + " results wait");
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

    /** Why results do not reach the publisher, for the status; empty while they do. For any thread. */
    Optional<String> problem() {
        return options == null ? Optional.empty() : sender.problem();
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
