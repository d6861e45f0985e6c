package dev.chorus.core.window;

import dev.chorus.core.protocol.FusedResult;

/**
 * Receives the outcomes of requests. All methods are called on the thread that owns the {@link FusionWindows}, from
 * within the call that caused them, and must not call back.
 */
public interface WindowListener {

    /** Handles a closed window: called exactly once for each. */
    void closed(ClosedWindow window);

    /**
     * Handles a request that arrived after its window was opened by results alone, and closed: a broker does not keep
     * the order between two subscriptions. Called at most once for each window, and only if the request names a
     * Response Topic.
     *
     * @param result of that window, already passed to {@link #closed}
     * @param replyTo where to send it in addition to the result topic
     */
    void askedAfterwards(FusedResult result, ReplyTo replyTo);

    /**
     * Handles a request sent again after its answer was given, because the requester may not have received it.
     *
     * @param result already passed to {@link #closed}, or given by another aggregator
     * @param replyTo where to send it again
     */
    void askedAgain(FusedResult result, ReplyTo replyTo);

    /** Counts an event. */
    void happened(WindowEvent event);
}
