package dev.chorus.aggregator.internal;

import dev.chorus.core.peer.PeerText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Collects faults of peers' messages for the status: the first message of each kind, until none has arrived for
 * {@link #SHOWN}. So a peer that sends one malformed message after the other changes the status once. A fault of a
 * peer does not degrade the aggregator. Bounded by the number of kinds; thread-safe.
 */
final class PeerFaults {

    /** How long a fault is shown after its last occurrence. */
    static final Duration SHOWN = Duration.ofMinutes(10);

    /** Counters whose messages name a mistake that an operator can find. */
    private static final Set<String> KINDS =
            Set.of("malformedStatus", "malformedAnswers", "malformedFrames", "malformedDeadlines", "retainedMessages");

    private static final int MAX_SHOWN = 300;

    private record Fault(String message, long lastNanos) {}

    private final Map<String, Fault> byKind = new ConcurrentHashMap<>();
    private final Runnable changed;
    private final LongSupplier nanoTime;

    /**
     * Creates a collector without faults.
     *
     * @param changed called on the reporting thread when {@link #problem} changed
     */
    PeerFaults(Runnable changed, LongSupplier nanoTime) {
        this.changed = changed;
        this.nanoTime = nanoTime;
    }

    /** Records a rejected message; ignores kinds that an operator cannot do anything about. */
    void report(String kind, String message) {
        if (!KINDS.contains(kind)) {
            return;
        }
        long now = nanoTime.getAsLong();
        Fault before = byKind.get(kind);
        boolean isNew = before == null || isOver(before, now);
        byKind.put(kind, new Fault(isNew ? PeerText.escaped(message, MAX_SHOWN) : before.message(), now));
        if (isNew) {
            changed.run();
        }
    }

    private static boolean isOver(Fault fault, long now) {
        return now - fault.lastNanos() > SHOWN.toNanos();
    }

    /** Returns one line for an operator; empty if nothing was rejected recently. */
    Optional<String> problem() {
        long now = nanoTime.getAsLong();
        String faults = byKind.entrySet().stream()
                .filter(entry -> !isOver(entry.getValue(), now))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + ": " + entry.getValue().message())
                .collect(Collectors.joining("; "));
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
    }
}
