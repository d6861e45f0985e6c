package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.LinkStatistics;
import dev.chorus.mqtt.api.PublishException.Reason;
import java.util.concurrent.atomic.LongAdder;

/** Counters of a link; see {@link LinkStatistics}. Thread-safe. */
final class LinkCounters {

    final LongAdder connects = new LongAdder();
    final LongAdder failedConnects = new LongAdder();
    final LongAdder losses = new LongAdder();
    final LongAdder published = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder expired = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder unheard = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder overflowed = new LongAdder();
    final LongAdder unhandled = new LongAdder();
    final LongAdder outdated = new LongAdder();
    final LongAdder handlerFailures = new LongAdder();
    final LongAdder internalErrors = new LongAdder();
    /** Maximum packet size on the latest connection. */
    volatile long maximumPacketBytes;

    /** Returns the counter of publications that failed for a reason. */
    LongAdder failed(Reason reason) {
        return switch (reason) {
            case EXPIRED -> expired;
            case REFUSED -> refused;
            case DROPPED, CLOSED -> dropped;
        };
    }

    LinkStatistics snapshot() {
        return new LinkStatistics(
                connects.sum(),
                failedConnects.sum(),
                losses.sum(),
                published.sum(),
                delivered.sum(),
                dropped.sum(),
                expired.sum(),
                refused.sum(),
                unheard.sum(),
                received.sum(),
                overflowed.sum(),
                unhandled.sum(),
                outdated.sum(),
                handlerFailures.sum(),
                internalErrors.sum(),
                maximumPacketBytes);
    }
}
