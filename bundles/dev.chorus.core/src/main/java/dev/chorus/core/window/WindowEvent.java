package dev.chorus.core.window;

/** What is counted about results and requests that change no answer, and about windows closed by force. */
public enum WindowEvent {
    /** A result for a request that has been answered. */
    LATE_RESULT,
    /** A second result of one variant for one request. */
    DUPLICATE_RESULT,
    /** A result of another label set, or of a variant that nobody knows. */
    FOREIGN_RESULT,
    /** A result whose request had run out of time before anything else was known of it. */
    STALE_RESULT,
    /** A request with an id that the requester chose and that is open or answered already. */
    DUPLICATE_REQUEST,
    /** A window closed before its time because too many were open. */
    EVICTED_WINDOW,
    /** A variant that is late again and again is no longer waited for. */
    FELL_BEHIND,
    /** A variant is waited for again. */
    CAUGHT_UP,
    /** A variant that has never answered is neither waited for nor expected any more. */
    DISMISSED_VARIANT,
    /** An aggregator that has never answered has no turn any more. */
    DISMISSED_PEER,
    /** A window left to other aggregators: its answer came too late to be this one's, or this one was new. */
    LEFT_WINDOW,
    /** An answer of another aggregator to a request that this one has answered. */
    DOUBLE_ANSWER,
    /** An answer in the name of an aggregator that nobody knows. */
    FOREIGN_ANSWER
}
