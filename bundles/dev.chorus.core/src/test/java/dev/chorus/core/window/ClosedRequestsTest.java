package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.RequestId;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which requests are remembered as answered. */
class ClosedRequestsTest {

    private static final RequestId CHOSEN = RequestId.ofBytes(new byte[] {1}, false);
    private static final Opening OPENING = new Opening(5, 10);

    private final MemoryBudget memory = new MemoryBudget(200L * ClosedRequests.MAX_REMEMBERED * ClosedRequests.BYTES);
    private final ClosedRequests closed = new ClosedRequests(memory.share("chosen", 50), memory.share("derived", 50));
    private long now = Long.MAX_VALUE - 1000;

    /** Random bytes published as pictures have ids that are derived from them. */
    @Test
    void holds_aChosenIdAfterManyDerivedOnes_isTrue() {
        closed.remember(CHOSEN, true, OPENING, now);

        rememberMany(true);

        assertTrue(closed.holdsOwn(CHOSEN, now));
    }

    @Test
    void holds_aChosenIdAfterAsManyChosenOnesAsAreRemembered_isFalse() {
        closed.remember(CHOSEN, true, OPENING, now);

        rememberMany(false);

        assertFalse(closed.holds(CHOSEN, now));
    }

    /** The answer of another aggregator does not say that its id is derived; later results do. */
    @Test
    void holds_anIdRememberedAsOfTheOtherKind_isTrue() {
        closed.remember(RequestId.ofBytes(new byte[] {7}, false), false, OPENING, now);

        assertTrue(closed.holds(RequestId.ofBytes(new byte[] {7}, true), now));
        assertEquals(Optional.of(OPENING), closed.opening(RequestId.ofBytes(new byte[] {7}, true)));
    }

    @Test
    void forget_anIdRememberedAsOfTheOtherKind_forgetsIt() {
        closed.remember(CHOSEN, false, OPENING, now);

        closed.forget(RequestId.ofBytes(CHOSEN.bytes(), true));

        assertFalse(closed.holds(CHOSEN, now));
    }

    @Test
    void holds_afterAMinute_isFalse() {
        closed.remember(CHOSEN, true, OPENING, now);
        now += ClosedRequests.MEMORY.toNanos();
        assertTrue(closed.holds(CHOSEN, now));

        now++;

        assertFalse(closed.holds(CHOSEN, now));
    }

    private void rememberMany(boolean derived) {
        for (int number = 0; number < ClosedRequests.MAX_REMEMBERED; number++) {
            closed.remember(
                    RequestId.ofBytes(ByteBuffer.allocate(4).putInt(number).array(), derived), true, OPENING, now);
        }
    }
}
