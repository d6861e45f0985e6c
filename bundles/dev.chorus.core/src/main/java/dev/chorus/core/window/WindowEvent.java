package dev.chorus.core.window;

/** Events to be counted: results and requests that change no answer, and windows closed by force. */
public enum WindowEvent {
    /** A result for a request that has been answered. */
    LATE_RESULT,
    /** A second result of one variant for one request. */
    DUPLICATE_RESULT,
    /** A result for another label set, or from an unknown variant. */
    FOREIGN_RESULT,
    /** A result whose request had expired before any other message for it arrived. */
    STALE_RESULT,
    /** A request with a chosen id that is open or already answered. */
    DUPLICATE_REQUEST,
    /** A window closed before its deadline because too many were open. */
    EVICTED_WINDOW,
    /** A variant whose results are late repeatedly is no longer waited for. */
    FELL_BEHIND,
    /** A variant is waited for again. */
    CAUGHT_UP,
    /** A variant that has never answered is neither waited for nor expected any more. */
    DISMISSED_VARIANT,
    /** An aggregator that has never answered is excluded from the answer order. */
    DISMISSED_PEER,
    /** A window abandoned to other aggregators: this one was too late to answer it, or a newcomer. */
    LEFT_WINDOW,
    /** An answer of another aggregator to a request that this one has answered. */
    DOUBLE_ANSWER,
    /** An answer in the name of an unknown aggregator. */
    FOREIGN_ANSWER
}
