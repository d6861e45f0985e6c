package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Variants whose results are late repeatedly. */
class StragglersTest extends WindowsFixture {

    private static final int LIMIT = 3;

    private int asked;

    @BeforeEach
    void waitForAll() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, false, 100, 5, LIMIT), now);
    }

    private RequestId next() {
        return RequestId.ofBytes(new byte[] {9, (byte) asked++}, false);
    }

    /** A request that a and b answer at once, and c later. */
    private RequestId ask(long millisOfC) {
        RequestId id = next();
        windows.request(id, DEADLINE, null, now);
        deliver("a", id, 0, 0.9f);
        deliver("b", id, 0, 0.9f);
        now += ms(millisOfC);
        windows.expire(now);
        deliver("c", id, 0, 0.9f);
        return id;
    }

    private ClosedWindow last() {
        return closed.get(closed.size() - 1);
    }

    @Test
    void variant_lateAgainAndAgain_isNoLongerWaitedFor() {
        for (int number = 0; number < LIMIT; number++) {
            ask(1500);
        }

        RequestId id = next();
        windows.request(id, DEADLINE, null, now);
        deliver("a", id, 0, 0.9f);
        deliver("b", id, 0, 0.9f);

        assertEquals(LIMIT + 1, closed.size());
        assertEquals(CloseReason.ALL, last().result().closedBy());
        assertEquals(List.of("c"), last().result().missing());
        assertTrue(last().result().degraded());
        assertEquals(Set.of("c"), windows.behind());
        assertTrue(events.contains(WindowEvent.FELL_BEHIND));
    }

    @Test
    void variant_lateLessOften_isWaitedFor() {
        for (int number = 0; number < 4 * LIMIT; number++) {
            ask(number % LIMIT == 0 ? 100 : 1500);
        }

        assertEquals(Set.of(), windows.behind());
    }

    @Test
    void straggler_inTimeAgain_countsAtOnce() {
        for (int number = 0; number < LIMIT; number++) {
            ask(1500);
        }
        RequestId id = next();
        windows.request(id, DEADLINE, null, now);

        deliver("c", id, 0, 0.9f);
        deliver("a", id, 0, 0.9f);
        deliver("b", id, 0, 0.9f);

        assertEquals(List.of("a", "b", "c"), last().result().contributors());
        assertFalse(last().result().degraded());
    }

    @Test
    void straggler_inTimeAgainAndAgain_isWaitedForAgain() {
        for (int number = 0; number < LIMIT; number++) {
            ask(1500);
        }
        for (int number = 0; number < LIMIT; number++) {
            ask(100);
        }
        assertEquals(Set.of(), windows.behind());
        assertTrue(events.contains(WindowEvent.CAUGHT_UP));
        closed.clear();

        RequestId id = next();
        windows.request(id, DEADLINE, null, now);
        deliver("a", id, 0, 0.9f);
        deliver("b", id, 0, 0.9f);

        assertEquals(List.of(), closed);
    }

    /** It still answers in time occasionally, which is more than a refusal. */
    @Test
    void straggler_whileTheOthersAreOverloaded_isWaitedFor() {
        for (int number = 0; number < LIMIT; number++) {
            ask(1500);
        }
        closed.clear();
        RequestId id = next();
        windows.request(id, DEADLINE, null, now);

        windows.result("a", refusal(id, Refusal.OVERLOADED), now);
        windows.result("b", refusal(id, Refusal.OVERLOADED), now);
        assertEquals(List.of(), closed);
        deliver("c", id, 0, 0.9f);

        assertEquals(List.of("c"), last().result().contributors());
    }

    @Test
    void openWindows_whenAVariantFallsBehind_closeAtOnce() {
        for (int number = 0; number < LIMIT - 1; number++) {
            ask(1500);
        }
        RequestId first = next();
        windows.request(first, DEADLINE, null, now);
        now += ms(500);
        RequestId second = next();
        windows.request(second, DEADLINE, null, now);
        List.of(first, second).forEach(id -> {
            deliver("a", id, 0, 0.9f);
            deliver("b", id, 0, 0.9f);
        });
        closed.clear();

        now += ms(500);
        windows.expire(now);

        assertEquals(2, closed.size());
        assertEquals(CloseReason.DEADLINE, closed.get(0).result().closedBy());
        assertEquals(CloseReason.ALL, closed.get(1).result().closedBy());
    }

    @Test
    void allVariants_lateAgainAndAgain_areAllWaitedFor() {
        for (int number = 0; number < LIMIT; number++) {
            windows.request(next(), DEADLINE, null, now);
            now += ms(1500);
            windows.expire(now);
        }
        RequestId id = next();
        windows.request(id, DEADLINE, null, now);
        closed.clear();

        deliver("a", id, 0, 0.9f);

        assertEquals(List.of(), closed);
    }

    @Test
    void limitOfNone_variantAlwaysLate_isWaitedFor() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, false, 100, 5, 0), now);

        for (int number = 0; number < 4 * LIMIT; number++) {
            ask(1500);
        }

        assertEquals(Set.of(), windows.behind());
    }

    @Test
    void answerTimes_ofSeveralResults_areTheirMedian() {
        ask(100);
        ask(300);
        ask(200);

        assertEquals(Duration.ofMillis(200), windows.answerTimes().get("c"));
        assertEquals(Duration.ZERO, windows.answerTimes().get("a"));
    }

    @Test
    void answerTimes_changedForGood_forgetTheOldOnes() {
        for (int number = 0; number < RecentTimes.KEPT; number++) {
            ask(400);
        }
        for (int number = 0; number < RecentTimes.KEPT; number++) {
            ask(100);
        }

        assertEquals(Duration.ofMillis(100), windows.answerTimes().get("c"));
    }
}
