package dev.chorus.core.window;

import dev.chorus.core.protocol.FusedResult;
import java.time.Duration;
import java.util.List;

/**
 * A window's outcome.
 *
 * @param result the answer
 * @param replyTo who asked to have it, besides those who listen to the result topic
 * @param valid how long the answer is this aggregator's to give: afterwards another one answers. Null where nobody else would
 */
public record ClosedWindow(FusedResult result, List<ReplyTo> replyTo, Duration valid) {

    public ClosedWindow {
        replyTo = List.copyOf(replyTo);
    }
}
