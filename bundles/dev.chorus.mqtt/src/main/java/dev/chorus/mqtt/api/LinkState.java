package dev.chorus.mqtt.api;

import java.util.Optional;

/**
 * State of a link.
 *
 * @param phase what the link is doing
 * @param problem the latest problem, as text for an operator without secrets; empty once it is resolved
 */
public record LinkState(Phase phase, Optional<String> problem) {

    /** Phases of a link. */
    public enum Phase {
        /** Created, not started. */
        CREATED,
        /** Connecting and making its subscriptions. */
        CONNECTING,
        /** Connected; subscriptions are made, except for those that {@link LinkState#problem()} names. */
        CONNECTED,
        /** Not connected; reconnects after a pause. */
        WAITING,
        /** Closed; cannot be started again. */
        CLOSED
    }

    /** Whether publications are sent without delay. */
    public boolean connected() {
        return phase == Phase.CONNECTED;
    }
}
