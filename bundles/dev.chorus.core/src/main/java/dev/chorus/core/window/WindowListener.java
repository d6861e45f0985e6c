package dev.chorus.core.window;

import dev.chorus.core.protocol.FusedResult;

/**
 * What becomes of requests. All methods are called on the thread that owns the {@link FusionWindows}, from within the call that
 * caused them, and must not call back.
 */
public interface WindowListener {

    /** A window has closed: exactly once for each. */
    void closed(ClosedWindow window);

    /**
     * A request has come after its window was opened by results alone, and closed: a broker does not keep the order between two
     * subscriptions. Called at most once for each window, and only where somebody wants the answer.
     *
     * @param result of that window, which {@link #closed} has had before
     * @param replyTo who wants it besides those who listen to the result topic
     */
    void askedAfterwards(FusedResult result, ReplyTo replyTo);

    /**
     * A request has been sent again after its answer was given, because the requester may not have got it.
     *
     * @param result that {@link #closed} has had before, or that another aggregator gave
     * @param replyTo who wants it once more
     */
    void askedAgain(FusedResult result, ReplyTo replyTo);

    /** Something is to be counted. */
    void happened(WindowEvent event);
}
