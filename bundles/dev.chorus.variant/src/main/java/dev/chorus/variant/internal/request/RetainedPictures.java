package dev.chorus.variant.internal.request;

import dev.chorus.core.peer.PeerText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of pictures that are ignored because the broker retains them: a requester that sets the retain flag gets no
 * answers. The warning is logged and shown in the status once, until no such picture has arrived for {@link #SHOWN}.
 * Safe for any thread.
 */
public final class RetainedPictures {

    /** How long the warning is shown after the last such picture. */
    static final Duration SHOWN = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(RetainedPictures.class);
    private static final int MAX_SHOWN = 300;

    private record Warning(String message, long lastNanos) {}

    private final Runnable changed;
    private final LongSupplier nanoTime;

    /** Guarded by this; null if there is none. */
    private Warning warning;

    /**
     * Creates an instance without a warning.
     *
     * @param changed called when {@link #warning} has another value, on the thread that ignores a picture
     */
    public RetainedPictures(Runnable changed) {
        this(changed, System::nanoTime);
    }

    RetainedPictures(Runnable changed, LongSupplier nanoTime) {
        this.changed = changed;
        this.nanoTime = nanoTime;
    }

    /** Records an ignored picture. */
    void ignored(String topic) {
        String message = PeerText.escaped(topic, MAX_SHOWN)
                + " holds a retained picture, which is ignored: publish without the retain flag, or set"
                + " retained.pictures";
        boolean isNew;
        synchronized (this) {
            isNew = current().filter(message::equals).isEmpty();
            warning = new Warning(message, nanoTime.getAsLong());
        }
        if (isNew) {
            LOG.warn("{}", message);
            changed.run();
        }
    }

    /** Returns the warning for the status; empty if no picture was ignored recently. */
    public Optional<String> warning() {
        synchronized (this) {
            return current();
        }
    }

    private Optional<String> current() {
        boolean isShown = warning != null && nanoTime.getAsLong() - warning.lastNanos() <= SHOWN.toNanos();
        return isShown ? Optional.of(warning.message()) : Optional.empty();
    }
}
