package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerFaultsTest {

    private int changes;
    private long now = Long.MAX_VALUE - 10;
    private final PeerFaults faults = new PeerFaults(() -> changes++, () -> now);

    @Test
    void report_ofOneKindManyTimes_changesTheStatusOnce() {
        faults.report("malformedAnswers", "chorus/parts/result: score is '5.0E300'");
        faults.report("malformedAnswers", "chorus/parts/result: latencyMs is '-1'");
        faults.report("retainedMessages", "chorus/parts/request holds a retained message");

        assertEquals(2, changes);
        assertEquals(
                Optional.of("malformedAnswers: chorus/parts/result: score is '5.0E300'; "
                        + "retainedMessages: chorus/parts/request holds a retained message"),
                faults.problem());
    }

    @Test
    void report_ofWhatIsNoMistakeOfAPeer_isNotShown() {
        faults.report("evictedWindows", "too many open windows");

        assertEquals(0, changes);
        assertEquals(Optional.empty(), faults.problem());
    }

    @Test
    void problem_tenMinutesAfterTheLastFault_isGone() {
        faults.report("malformedFrames", "a");
        now += PeerFaults.SHOWN.toNanos();
        faults.report("malformedFrames", "b");
        now += PeerFaults.SHOWN.toNanos();
        assertEquals(Optional.of("malformedFrames: a"), faults.problem());

        now++;

        assertEquals(Optional.empty(), faults.problem());
        faults.report("malformedFrames", "c");
        assertEquals(Optional.of("malformedFrames: c"), faults.problem());
        assertEquals(2, changes);
    }
}
