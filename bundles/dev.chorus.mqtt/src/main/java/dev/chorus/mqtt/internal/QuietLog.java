package dev.chorus.mqtt.internal;

import dev.chorus.core.peer.PeerText;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Logs events that peers can cause at any rate, at most one line per second. Thread-safe. */
final class QuietLog {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final LongSupplier clock;
    private long lastNanos;
    private long suppressed;

    QuietLog(Logger log, LongSupplier clock) {
        this.log = log;
        this.clock = clock;
        this.lastNanos = clock.getAsLong() - PAUSE_NANOS;
    }

    /**
     * Logs a warning, unless it did within the last second.
     *
     * @param message may contain texts of peers
     * @param cause null if there is none
     */
    void warn(String message, Throwable cause) {
        long missed;
        synchronized (this) {
            long now = clock.getAsLong();
            if (now - lastNanos < PAUSE_NANOS) {
                suppressed++;
                return;
            }
            lastNanos = now;
            missed = suppressed;
            suppressed = 0;
        }
        String line = PeerText.escaped(message);
        log.warn(missed == 0 ? line : line + " (" + missed + " more since the last line)", cause);
    }
}
