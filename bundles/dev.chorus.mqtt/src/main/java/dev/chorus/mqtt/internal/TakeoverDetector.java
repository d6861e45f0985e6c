package dev.chorus.mqtt.internal;

import java.time.Duration;
import java.util.Optional;

/**
 * Detects that another client uses the same client id: then each of the two loses its connection whenever the other one connects. For
 * one thread, which passes the times in.
 */
final class TakeoverDetector {

    /** One takeover is what a component causes that moves to another gateway. */
    private static final int TAKEOVERS = 2;
    /** A broken network and a broker that rejects a message look alike, so it takes more of these. */
    private static final int UNEXPLAINED_ENDS = 5;

    private static final Duration RIGHT_AFTER_CONNECTING = Duration.ofSeconds(5);

    private final String takenOver;
    private final String unexplained;
    private final Duration calm;
    private int takeovers;
    private int unexplainedEnds;

    /**
     * @param clientId of this client
     * @param broker for messages
     * @param maxBackoff the longest pause between attempts to connect, that of the other client too
     */
    TakeoverDetector(String clientId, String broker, Duration maxBackoff) {
        takenOver = "another client uses this client id, '" + clientId + "': " + broker + " gives the session to it";
        unexplained = "probably another client uses this client id, '" + clientId + "': " + broker
                + " closes the connection without a reason, repeatedly and right after connecting";
        calm = maxBackoff.multipliedBy(2);
    }

    /**
     * Records the end of a connection.
     *
     * @param stood how long it had stood; zero if its subscriptions were not made yet
     */
    void ended(EndReason reason, Duration stood) {
        boolean explicit = reason == EndReason.TAKEN_OVER;
        Duration limit = explicit || problem().isPresent() ? calm : RIGHT_AFTER_CONNECTING;
        if (reason == EndReason.OTHER || stood.compareTo(limit) >= 0) {
            clear();
        }
        takeovers += explicit ? 1 : 0;
        unexplainedEnds += reason == EndReason.UNEXPLAINED && stood.compareTo(limit) < 0 ? 1 : 0;
    }

    /** Forgets what was recorded: a connection has stood for {@link #calm()}. */
    void clear() {
        takeovers = 0;
        unexplainedEnds = 0;
    }

    /** How long a connection has to stand until no other client is left: that one has tried to connect by then. */
    Duration calm() {
        return calm;
    }

    /** Whether the broker said that it gave the session away, more than once. */
    boolean isCertain() {
        return takeovers >= TAKEOVERS;
    }

    /** What is wrong, for people; always the same text. Empty if no other client seems to use the client id. */
    Optional<String> problem() {
        if (isCertain()) {
            return Optional.of(takenOver);
        }
        return unexplainedEnds >= UNEXPLAINED_ENDS ? Optional.of(unexplained) : Optional.empty();
    }
}
