package dev.chorus.variant.internal.request;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.RequestId;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeenIdsTest {

    private static final RequestId CHOSEN = RequestId.of(new byte[] {1}, new byte[0]);
    private static final RequestId DERIVED = RequestId.of(null, new byte[] {1});

    private final SeenIds seen = new SeenIds();

    @Test
    void admit_chosenIdWithinSixtySeconds_isARepetition() {
        long start = Long.MAX_VALUE - 5;
        assertTrue(seen.admit(CHOSEN, null, false, start));
        seen.finished(CHOSEN);

        assertFalse(seen.admit(
                CHOSEN, null, false, start + Duration.ofMillis(59_999).toNanos()));
        assertTrue(
                seen.admit(CHOSEN, null, false, start + Duration.ofSeconds(60).toNanos()));
    }

    @Test
    void admit_derivedIdBeforeItsOutcome_isARepetition() {
        assertTrue(seen.admit(DERIVED, null, false, 0));
        assertFalse(seen.admit(DERIVED, null, false, Duration.ofHours(1).toNanos()));

        seen.finished(DERIVED);

        assertTrue(seen.admit(DERIVED, null, false, 0));
    }

    @Test
    void admit_chosenIdSentAgain_isARepetitionOnlyBeforeItsOutcome() {
        assertTrue(seen.admit(CHOSEN, null, false, 0));
        assertFalse(seen.admit(CHOSEN, null, true, 1));

        seen.finished(CHOSEN);

        assertFalse(seen.admit(CHOSEN, null, false, 2));
        assertTrue(seen.admit(CHOSEN, null, true, 3));
        assertFalse(seen.admit(CHOSEN, null, true, 4));
    }

    @Test
    void admit_chosenIdOfAnotherRequester_isANewRequest() {
        assertTrue(seen.admit(CHOSEN, "reply/one", false, 0));
        seen.finished(CHOSEN);

        assertTrue(seen.admit(CHOSEN, "reply/other", false, 1));
        seen.finished(CHOSEN);

        assertFalse(seen.admit(CHOSEN, "reply/one", false, 2));
        assertFalse(seen.admit(CHOSEN, "reply/other", false, 2));
        assertTrue(seen.admit(CHOSEN, null, false, 2));
    }

    @Test
    void admit_beyondTheLimit_forgetsTheOldest() {
        for (int at = 0; at <= SeenIds.MAX_CHOSEN; at++) {
            assertTrue(seen.admit(chosen(at), null, false, at));
            seen.finished(chosen(at));
        }

        assertFalse(seen.admit(chosen(SeenIds.MAX_CHOSEN), null, false, SeenIds.MAX_CHOSEN));
        assertTrue(seen.admit(chosen(0), null, false, SeenIds.MAX_CHOSEN));
    }

    private static RequestId chosen(int number) {
        return RequestId.of(ByteBuffer.allocate(4).putInt(number).array(), new byte[0]);
    }
}
