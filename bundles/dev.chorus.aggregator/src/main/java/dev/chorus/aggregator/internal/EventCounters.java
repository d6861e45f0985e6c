package dev.chorus.aggregator.internal;

import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import dev.chorus.core.peer.PeerText;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens, counted; what goes wrong because of others also logged, each kind at most once a second. Safe for any
 * thread.
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

    /** @param faults get what is reported, for the status */
    EventCounters(Counters counters, PeerFaults faults) {
        this.counters = counters;
        this.faults = faults;
    }

    /** Counts what needs no line in the log. */
    void count(String kind) {
        counters.count(kind);
    }

    /**
     * Takes note of a fault.
     *
     * @param kind the counter's name, one of our own code's
     * @param message for people; may hold what a peer sent
     */
    void report(String kind, String message) {
        counters.count(kind);
        faults.report(kind, message);
        gates.computeIfAbsent(kind, unused -> new OncePerSecond())
                .run(keptBack -> LOG.warn("{}: {} ({} more before)", kind, shown(message), keptBack));
    }

    /** A text on one line, shortened: it may hold what a peer sent. */
    static String shown(String message) {
        return PeerText.escaped(message, MAX_SHOWN);
    }
}
