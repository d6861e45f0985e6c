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
 * What peers send that this aggregator refuses, for the status: of each kind the first message, until none has come for
 * {@link #SHOWN}. So a peer that sends one wrong message after the other changes the status once. A fault of a peer does not degrade the
 * aggregator. Bounded by the kinds of our own code; safe for any thread.
 */
final class PeerFaults {

    /** How long a fault is shown after it came last. */
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
     * Without any fault.
     *
     * @param changed called on the thread that reports when {@link #problem} has another value
     */
    PeerFaults(Runnable changed, LongSupplier nanoTime) {
        this.changed = changed;
        this.nanoTime = nanoTime;
    }

    /** A message was refused; of other kinds than an operator can do something about, nothing is shown. */
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

    /** One line for people; empty if nothing was refused lately. */
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
