package dev.chorus.core.window;

import dev.chorus.core.protocol.FusedResult;
import java.time.Duration;
import java.util.List;

/**
 * The outcome of a window.
 *
 * @param result the answer
 * @param replyTo where to send the answer in addition to the result topic
 * @param valid how long this aggregator may send the answer: afterwards another one answers. Null if no other one would
 */
public record ClosedWindow(FusedResult result, List<ReplyTo> replyTo, Duration valid) {

    public ClosedWindow {
        replyTo = List.copyOf(replyTo);
    }
}
