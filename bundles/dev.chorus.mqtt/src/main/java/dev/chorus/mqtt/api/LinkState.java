package dev.chorus.mqtt.api;

import java.util.Optional;

/**
 * How a link is.
 *
 * @param phase what it is doing
 * @param problem what last went wrong, for people and without secrets; gone once all is well again
 */
public record LinkState(Phase phase, Optional<String> problem) {

    /** What a link can be doing. */
    public enum Phase {
        /** Made, not started. */
        CREATED,
        /** Trying to connect and to make its subscriptions. */
        CONNECTING,
        /** Connected; its subscriptions are made, but for those that {@link LinkState#problem()} names. */
        CONNECTED,
        /** Not connected; it tries again after a pause. */
        WAITING,
        /** Closed for good. */
        CLOSED
    }

    /** Whether publications go out at once. */
    public boolean connected() {
        return phase == Phase.CONNECTED;
    }
}
