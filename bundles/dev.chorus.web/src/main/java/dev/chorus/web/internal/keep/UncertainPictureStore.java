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
 * Keeps the pictures of doubtful results. Results may come on any thread, which is never held up; they are looked at a moment later, when
 * variants for which the answer did not wait have answered too, on a thread of its own, which also writes or sends. What does not fit is left
 * out and counted.
 */
public final class UncertainPictureStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UncertainPictureStore.class);
    private static final int MOST_WAITING = 256;
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KeepOptions options;
    private final Place place;
    private final Counters counters;
    private final Duration moment;
    private final OncePerSecond failureLog = new OncePerSecond();
    private final SerialExecutor thread;
    private final BlockingQueue<Look> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    /** A result to look at. */
    private record Look(Supplier<Optional<Uncertainty>> uncertainty, Supplier<Optional<byte[]>> picture) {}

    /** Belongs to the thread, as does the next. */
    private double allowance;

    private long allowedNanos = System.nanoTime();

    /**
     * @param moment until a result is looked at
     * @param failures receives what looking at a result throws beyond a picture that cannot be kept
     */
    UncertainPictureStore(
            KeepOptions options, Place place, Counters counters, Duration moment, TaskFailureListener failures) {
        this.moment = moment;
        this.thread = new SerialExecutor("chorus-web-keep", failures);
        this.options = options;
        this.place = place;
        this.counters = counters;
        this.allowance = options.perMinute();
    }

    /**
     * One that keeps as the options say.
     *
     * @param link takes what is to be sent, without blocking
     * @param failures receives what looking at a result throws beyond a picture that cannot be kept
     * @return empty if nothing is to be kept
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
        return Optional.of(new UncertainPictureStore(options, place, counters, MOMENT, failures));
    }

    /** What it was made with. */
    public KeepOptions options() {
        return options;
    }

    /**
     * A result has come.
     *
     * @param uncertainty asked a moment later, on another thread: why the result is doubted, if it is and is still remembered
     * @param picture likewise: what it is about, if that is known
     */
    public void resultCame(Supplier<Optional<Uncertainty>> uncertainty, Supplier<Optional<byte[]>> picture) {
        if (thread.closing() || !waiting.offer(new Look(uncertainty, picture))) {
            counters.count("doubtfulTooMany");
            return;
        }
        thread.schedule(this::examineNext, moment);
    }

    private void examineNext() {
        Look next = waiting.poll();
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

    /** A minute's share may be kept at once, then one whenever its time has passed. */
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
            failureLog.run(keptBack -> LOG.warn("Cannot keep a picture: {} ({} more before)", e.toString(), keptBack));
        }
    }

    /** Looks at what is waiting, within a bounded time, and ends. What is left then is left out. */
    @Override
    public void close() {
        thread.close(this::examineAll, PATIENCE);
    }

    private void examineAll() {
        Runnable[] looks = Collections.nCopies(waiting.size(), (Runnable) this::examineNextUnlessInterrupted)
                .toArray(Runnable[]::new);
        Cleanup.runAll(looks);
    }

    private void examineNextUnlessInterrupted() {
        if (!Thread.currentThread().isInterrupted()) {
            examineNext();
        }
    }
}
