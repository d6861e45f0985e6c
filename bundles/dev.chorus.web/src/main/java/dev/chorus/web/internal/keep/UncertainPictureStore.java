package dev.chorus.web.internal.keep;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Publication;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the pictures of uncertain results. Results arrive on any thread, which is never blocked. They are examined a
 * moment later on the store's own thread, when variants that the answer did not wait for have answered too; the same
 * thread writes or publishes. Results beyond the limits are dropped and counted.
 */
public final class UncertainPictureStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UncertainPictureStore.class);
    private static final int MAX_WAITING = 256;
    private static final Duration EXAMINE_DELAY = Duration.ofSeconds(1);
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final KeepOptions options;
    private final Place place;
    private final Counters counters;
    private final Duration delay;
    private final OncePerSecond failureLog = new OncePerSecond();
    private final SerialExecutor thread;
    private final BlockingQueue<Examination> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

    /** A result to examine. */
    private record Examination(Supplier<Optional<Uncertainty>> uncertainty, Supplier<Optional<byte[]>> picture) {}

    /** Accessed by the store's thread only, as is the next field. */
    private double allowance;

    private long allowedNanos = System.nanoTime();

    /**
     * @param delay before a result is examined
     * @param failures receives failures of an examination, except pictures that cannot be kept
     */
    UncertainPictureStore(
            KeepOptions options, Place place, Counters counters, Duration delay, TaskFailureListener failures) {
        this.delay = delay;
        this.thread = new SerialExecutor("chorus-web-keep", failures);
        this.options = options;
        this.place = place;
        this.counters = counters;
        this.allowance = options.perMinute();
    }

    /**
     * Creates a store for the given options.
     *
     * @param link publishes messages without blocking
     * @param failures receives failures of an examination, except pictures that cannot be kept
     * @return empty if no pictures are kept
     */
    public static Optional<UncertainPictureStore> of(
            KeepOptions options,
            Topics topics,
            Consumer<Publication> link,
            Counters counters,
            TaskFailureListener failures) {
        if (!options.isOn()) {
            return Optional.empty();
        }
        Place place = options.folder()
                .<Place>map(folder -> new KeptFolder(folder.resolve(topics.family()), options))
                .orElseGet(() -> new KeptTopic(topics, link));
        return Optional.of(new UncertainPictureStore(options, place, counters, EXAMINE_DELAY, failures));
    }

    /** Returns the options of this store. */
    public KeepOptions options() {
        return options;
    }

    /**
     * Schedules the examination of a result.
     *
     * @param uncertainty called a moment later on another thread; returns why the result is uncertain, empty if it is
     *     not or is no longer in memory
     * @param picture called likewise; returns the picture of the result, empty if it is unknown
     */
    public void resultReceived(Supplier<Optional<Uncertainty>> uncertainty, Supplier<Optional<byte[]>> picture) {
        if (thread.closing() || !waiting.offer(new Examination(uncertainty, picture))) {
            counters.count("doubtfulTooMany");
            return;
        }
        thread.schedule(this::examineNext, delay);
    }

    private void examineNext() {
        Examination next = waiting.poll();
        if (next != null) {
            examine(next.uncertainty().get(), next.picture());
        }
    }

    private void examine(Optional<Uncertainty> uncertainty, Supplier<Optional<byte[]>> picture) {
        if (uncertainty.isEmpty()) {
            return;
        }
        counters.count("doubtful");
        Optional<byte[]> file = picture.get();
        if (file.isEmpty()) {
            counters.count("doubtfulWithoutPicture");
        } else if (!isAllowed()) {
            counters.count("doubtfulTooMany");
        } else {
            keep(uncertainty.get(), file.get());
        }
    }

    /** Limits the rate: the number of one minute may be kept at once, then one at a time as the rate permits. */
    private boolean isAllowed() {
        long now = System.nanoTime();
        double earned = (double) (now - allowedNanos) / MINUTE_NANOS * options.perMinute();
        allowance = Math.min(options.perMinute(), allowance + earned);
        allowedNanos = now;
        if (allowance < 1) {
            return false;
        }
        allowance--;
        return true;
    }

    private void keep(Uncertainty uncertainty, byte[] picture) {
        try {
            place.keep(uncertainty, picture);
            counters.count("kept");
        } catch (IOException | RuntimeException e) {
            counters.count("keepFailures");
            failureLog.run(keptBack -> LOG.warn(
                    "Cannot keep a picture: {}; {} more failures since the last one logged", e.toString(), keptBack));
        }
    }

    /** Examines the waiting results within a bounded time and ends the thread. Remaining results are dropped. */
    @Override
    public void close() {
        thread.close(this::examineAll, CLOSE_LIMIT);
    }

    private void examineAll() {
        Runnable[] examinations = Collections.nCopies(waiting.size(), (Runnable) this::examineNextUnlessInterrupted)
                .toArray(Runnable[]::new);
        Cleanup.runAll(examinations);
    }

    private void examineNextUnlessInterrupted() {
        if (!Thread.currentThread().isInterrupted()) {
            examineNext();
        }
    }
}
