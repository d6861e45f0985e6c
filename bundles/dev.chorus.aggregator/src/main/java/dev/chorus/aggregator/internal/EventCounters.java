package dev.chorus.aggregator.internal;

import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import dev.chorus.core.peer.PeerText;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts events; logs those that are faults of peers or services too, each kind at most once a second. Thread-safe.
 */
final class EventCounters {

    private static final Logger LOG = LoggerFactory.getLogger(EventCounters.class);
    private static final int MAX_SHOWN = 300;

    private final Counters counters;
    private final PeerFaults faults;
    private final Map<String, OncePerSecond> gates = new ConcurrentHashMap<>();

    EventCounters(Counters counters) {
        this(counters, new PeerFaults(() -> {}, System::nanoTime));
    }

    /** @param faults receives what is reported, for the status */
    EventCounters(Counters counters, PeerFaults faults) {
        this.counters = counters;
        this.faults = faults;
    }

    /** Counts an event without logging it. */
    void count(String kind) {
        counters.count(kind);
    }

    /**
     * Counts and logs a fault.
     *
     * @param kind name of the counter, a constant of this bundle
     * @param message text for an operator; may contain what a peer sent
     */
    void report(String kind, String message) {
        counters.count(kind);
        faults.report(kind, message);
        gates.computeIfAbsent(kind, unused -> new OncePerSecond())
                .run(suppressed -> LOG.warn("{}: {} ({} more before)", kind, shown(message), suppressed));
    }

    /** Returns the text on one line, shortened: it may contain what a peer sent. */
    static String shown(String message) {
        return PeerText.escaped(message, MAX_SHOWN);
    }
}
