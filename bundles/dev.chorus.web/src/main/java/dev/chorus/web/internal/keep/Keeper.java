package dev.chorus.web.internal.keep;

import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Publication;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the pictures of doubtful results. Results may come on any thread, which is never held up; they are looked at a moment later, when
 * variants for which the answer did not wait have spoken too, on a thread of its own, which also writes or sends. What does not fit is left
 * out and counted.
 */
public final class Keeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final int MOST_WAITING = 256;
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long PATIENCE_SECONDS = 5;

    private final KeepOptions options;
    private final Place place;
    private final Counters counters;
    private final long momentMillis;
    private final OncePerSecond failures = new OncePerSecond();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "chorus-web-keep"));

    /** Belongs to the thread, as does the next. */
    private double allowance;

    private long allowedNanos = System.nanoTime();

    /** @param moment until a result is looked at */
    Keeper(KeepOptions options, Place place, Counters counters, Duration moment) {
        this.momentMillis = moment.toMillis();
        this.options = options;
        this.place = place;
        this.counters = counters;
        this.allowance = options.perMinute();
    }

    /**
     * One that keeps as the options say.
     *
     * @param link takes what is to be sent, without blocking
     * @return empty if nothing is to be kept
     */
    public static Optional<Keeper> of(
            KeepOptions options, Topics topics, Consumer<Publication> link, Counters counters) {
        if (!options.isOn()) {
            return Optional.empty();
        }
        Place place = options.folder()
                .<Place>map(folder -> new KeptFolder(folder.resolve(topics.family()), options))
                .orElseGet(() -> new KeptTopic(topics, link));
        return Optional.of(new Keeper(options, place, counters, MOMENT));
    }

    /** What it was made with. */
    public KeepOptions options() {
        return options;
    }

    /**
     * A result has come.
     *
     * @param doubt asked a moment later, on another thread: why the result is doubted, if it is and is still remembered
     * @param picture likewise: what it is about, if that is known
     */
    public void resultCame(Supplier<Optional<Doubt>> doubt, Supplier<Optional<byte[]>> picture) {
        if (thread.getQueue().size() >= MOST_WAITING) {
            counters.count("doubtfulTooMany");
            return;
        }
        try {
            thread.schedule(() -> look(doubt.get(), picture), momentMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            counters.count("doubtfulTooMany");
        }
    }

    private void look(Optional<Doubt> doubt, Supplier<Optional<byte[]>> picture) {
        if (doubt.isEmpty()) {
            return;
        }
        counters.count("doubtful");
        Optional<byte[]> file = picture.get();
        if (file.isEmpty()) {
            counters.count("doubtfulWithoutPicture");
        } else if (!isAllowed()) {
            counters.count("doubtfulTooMany");
        } else {
            keep(doubt.get(), file.get());
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

    private void keep(Doubt doubt, byte[] picture) {
        try {
            place.keep(doubt, picture);
            counters.count("kept");
        } catch (IOException | RuntimeException e) {
            counters.count("keepFailures");
            failures.run(keptBack -> LOG.warn("Cannot keep a picture: {} ({} more before)", e.toString(), keptBack));
        }
    }

    /** Looks at what is waiting, within a bounded time, and ends. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
