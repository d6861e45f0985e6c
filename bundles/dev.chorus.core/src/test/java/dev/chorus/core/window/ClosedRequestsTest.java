package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.RequestId;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests remembered as answered. */
class ClosedRequestsTest {

    private static final RequestId CHOSEN = RequestId.ofBytes(new byte[] {1}, false);
    private static final Opening OPENING = new Opening(5, 10);

    private final MemoryBudget memory = new MemoryBudget(200L * ClosedRequests.MAX_REMEMBERED * ClosedRequests.BYTES);
    private final ClosedRequests closed = new ClosedRequests(memory.share("chosen", 50), memory.share("derived", 50));
    private long now = Long.MAX_VALUE - 1000;

    /** Random bytes published as pictures have derived ids. */
    @Test
    void holds_aChosenIdAfterManyDerivedOnes_isTrue() {
        closed.remember(CHOSEN, true, OPENING, Requesters.UNKNOWN, now);

        rememberMany(true);

        assertTrue(closed.holdsOwn(CHOSEN, now));
    }

    @Test
    void holds_aChosenIdAfterAsManyChosenOnesAsAreRemembered_isFalse() {
        closed.remember(CHOSEN, true, OPENING, Requesters.UNKNOWN, now);

        rememberMany(false);

        assertFalse(closed.holds(CHOSEN, now));
    }

    /** The id of a picture can be computed before the picture is published, so it could be chosen. */
    @Test
    void holds_anIdRememberedAsOfTheOtherKind_isFalse() {
        closed.remember(CHOSEN, true, OPENING, Requesters.UNKNOWN, now);

        assertFalse(closed.holds(RequestId.ofBytes(CHOSEN.bytes(), true), now));
    }

    @Test
    void holdsRequest_ofAnotherResponseTopic_isFalse() {
        closed.remember(CHOSEN, true, OPENING, Requesters.of(replyTo("one")), now);

        assertTrue(closed.holdsRequest(CHOSEN, replyTo("one"), now));
        assertFalse(closed.holdsRequest(CHOSEN, replyTo("other"), now));
        assertFalse(closed.holdsRequest(CHOSEN, null, now));
    }

    @Test
    void holdsRequest_ofAnyRequesterOfAnIdThatSeveralHaveUsed_isTrue() {
        closed.remember(CHOSEN, true, OPENING, Requesters.of(replyTo("one")), now);
        closed.remember(CHOSEN, true, OPENING, Requesters.of(List.of()), now);
        closed.addRequester(CHOSEN, replyTo("third"));

        assertTrue(closed.holdsRequest(CHOSEN, replyTo("one"), now));
        assertTrue(closed.holdsRequest(CHOSEN, replyTo("third"), now));
        assertTrue(closed.holdsRequest(CHOSEN, null, now));
        assertFalse(closed.holdsRequest(CHOSEN, replyTo("other"), now));
    }

    @Test
    void holdsRequest_ofAnAnswerWhoseRequestWasNotSeen_isTrueForAll() {
        closed.remember(CHOSEN, true, OPENING, Requesters.UNKNOWN, now);

        assertTrue(closed.holdsRequest(CHOSEN, replyTo("one"), now));
        assertTrue(closed.holdsRequest(CHOSEN, null, now));
    }

    private static ReplyTo replyTo(String topic) {
        return new ReplyTo(topic, new byte[0]);
    }

    @Test
    void holds_afterAMinute_isFalse() {
        closed.remember(CHOSEN, true, OPENING, Requesters.UNKNOWN, now);
        now += ClosedRequests.MEMORY.toNanos();
        assertTrue(closed.holds(CHOSEN, now));

        now++;

        assertFalse(closed.holds(CHOSEN, now));
    }

    private void rememberMany(boolean derived) {
        for (int number = 0; number < ClosedRequests.MAX_REMEMBERED; number++) {
            closed.remember(
                    RequestId.ofBytes(ByteBuffer.allocate(4).putInt(number).array(), derived),
                    true,
                    OPENING,
                    Requesters.UNKNOWN,
                    now);
        }
    }
}
