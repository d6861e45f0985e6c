package dev.chorus.core.window;

import dev.chorus.core.protocol.FusedResult;
import java.util.List;

/**
 * A window's outcome.
 *
 * @param result the answer
 * @param replyTo who asked to have it, besides those who listen to the result topic
 */
public record ClosedWindow(FusedResult result, List<ReplyTo> replyTo) {

    public ClosedWindow {
        replyTo = List.copyOf(replyTo);
    }
}
