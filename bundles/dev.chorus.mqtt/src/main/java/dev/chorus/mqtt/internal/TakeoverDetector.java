package dev.chorus.mqtt.internal;

import java.time.Duration;
import java.util.Optional;

/**
 * Detects another client with the same client id: each of the two loses its connection whenever the other one
 * connects. Not thread-safe; the caller passes the times in.
 */
final class TakeoverDetector {

    /** A component that moves to another gateway causes one takeover. */
    private static final int TAKEOVERS = 2;
    /** A broken network and a broker that rejects a message look the same, so more of these are required. */
    private static final int UNEXPLAINED_ENDS = 5;

    private static final Duration RIGHT_AFTER_CONNECTING = Duration.ofSeconds(5);

    private final String takenOver;
    private final String unexplained;
    private final Duration quietTime;
    private int takeovers;
    private int unexplainedEnds;

    /**
     * Creates a detector.
     *
     * @param clientId id of this client
     * @param broker address of the broker, for messages
     * @param maxBackoff the longest pause between attempts to connect, also that of the other client
     */
    TakeoverDetector(String clientId, String broker, Duration maxBackoff) {
        takenOver = "another client uses this client id, '" + clientId + "': " + broker + " gives the session to it";
        unexplained = "probably another client uses this client id, '" + clientId + "': " + broker
                + " closes the connection without a reason, repeatedly and right after connecting";
        quietTime = maxBackoff.multipliedBy(2);
    }

    /**
     * Records the end of a connection.
     *
     * @param stood how long it lasted; zero if its subscriptions were not made yet
     */
    void ended(EndReason reason, Duration stood) {
        boolean explicit = reason == EndReason.TAKEN_OVER;
        Duration limit = explicit || problem().isPresent() ? quietTime : RIGHT_AFTER_CONNECTING;
        if (reason == EndReason.OTHER || stood.compareTo(limit) >= 0) {
            clear();
        }
        takeovers += explicit ? 1 : 0;
        unexplainedEnds += reason == EndReason.UNEXPLAINED && stood.compareTo(limit) < 0 ? 1 : 0;
    }

    /** Clears the record: a connection has lasted for {@link #quietTime()}. */
    void clear() {
        takeovers = 0;
        unexplainedEnds = 0;
    }

    /**
     * Returns how long a connection has to last to show that there is no other client: it would have tried to connect
     * by then.
     */
    Duration quietTime() {
        return quietTime;
    }

    /** Whether the broker reported more than one takeover. */
    boolean isCertain() {
        return takeovers >= TAKEOVERS;
    }

    /**
     * Returns the problem as text for an operator, always the same; empty if no other client seems to use the client
     * id.
     */
    Optional<String> problem() {
        if (isCertain()) {
            return Optional.of(takenOver);
        }
        return unexplainedEnds >= UNEXPLAINED_ENDS ? Optional.of(unexplained) : Optional.empty();
    }
}
