package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Variants named by statuses that have never answered. The variants a, b and c have answered. */
class UnprovenVariantsTest extends WindowsFixture {

    private int asked;

    @BeforeEach
    void waitForAll() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, false, 100, 5, 3), now);
    }

    private void name(String... ghosts) {
        windows.setMembers(withGhosts(Set.of(ghosts), Set.of()), now);
    }

    private static MemberSet withGhosts(Set<String> awaitedGhosts, Set<String> otherGhosts) {
        Map<String, VariantWeight> variantWeights =
                new HashMap<>(memberSet(Set.of("a", "b", "c")).variantWeights());
        awaitedGhosts.forEach(ghost -> variantWeights.put(ghost, VariantWeight.of(1000)));
        Set<String> awaited = new HashSet<>(variantWeights.keySet());
        Set<String> expected = new HashSet<>(awaited);
        expected.addAll(otherGhosts);
        Set<String> unproven = new HashSet<>(awaitedGhosts);
        unproven.addAll(otherGhosts);
        return new MemberSet(
                LABELS,
                "parts",
                "1.0.0",
                variantWeights,
                awaited,
                expected,
                Map.of(),
                new Unproven(awaitedGhosts, unproven));
    }

    /** A request that a, b and c answer at once. */
    private RequestId ask() {
        RequestId id = RequestId.ofBytes(new byte[] {9, (byte) asked++}, false);
        windows.request(id, DEADLINE, null, now);
        answerByAll(id);
        return id;
    }

    private FusedResult last() {
        return closed.get(closed.size() - 1).result();
    }

    @Test
    void ghost_isWaitedForUntilItsFirstDeadlineAndDegradesNoAnswerAfterwards() {
        name("ghost");
        ask();
        assertEquals(0, closed.size());
        now += DEADLINE.toNanos();
        windows.expire(now);
        assertTrue(onlyResult().degraded());

        ask();

        assertEquals(2, closed.size());
        assertEquals(CloseReason.ALL, last().closedBy());
        assertFalse(last().degraded());
        assertEquals(List.of(), last().missing());
        assertEquals(Set.of("ghost"), windows.dismissedVariants());
        assertTrue(events.contains(WindowEvent.DISMISSED_VARIANT));
    }

    @Test
    void ghost_whereStragglersAreAlwaysWaitedFor_isWaitedForOnce() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, false, 100, 5, 0), now);
        name("ghost");
        ask();
        now += DEADLINE.toNanos();
        windows.expire(now);

        ask();

        assertEquals(2, closed.size());
    }

    @Test
    void ghost_dismissed_lifesAnswersWaitForItNoMore() {
        name("ghost");
        ask();
        ask();
        ask();
        assertEquals(0, closed.size());

        now += DEADLINE.toNanos() - ms(50);
        windows.expire(now);

        assertEquals(3, closed.size());
    }

    @Test
    void ghosts_everNew_costOneDeadlineInAMinute() {
        name("ghost0");
        ask();
        now += DEADLINE.toNanos();
        windows.expire(now);

        for (int number = 1; number < 30; number++) {
            now += ms(1000);
            name("ghost" + number);
            ask();
            assertEquals(number + 1, closed.size());
            assertFalse(last().degraded());
        }

        now += UnprovenVariants.CAUTION.toNanos();
        name("late-ghost");
        ask();
        assertEquals(30, closed.size());
    }

    @Test
    void newcomer_thatAnswers_isWaitedForFromThenOn() {
        name("ghost", "new");
        ask();
        now += DEADLINE.toNanos();
        windows.expire(now);
        assertEquals(Set.of("ghost", "new"), windows.dismissedVariants());

        MemberSet proven = withGhosts(Set.of("ghost", "new"), Set.of());
        windows.setMembers(
                new MemberSet(
                        LABELS,
                        "parts",
                        "1.0.0",
                        proven.variantWeights(),
                        proven.awaited(),
                        proven.expected(),
                        Map.of(),
                        new Unproven(Set.of("ghost"), Set.of("ghost"))),
                now);
        RequestId id = ask();

        assertEquals(1, closed.size());
        deliver("new", id, 0, 0.5f);
        assertEquals(List.of("a", "b", "c", "new"), last().contributors());
        assertFalse(last().degraded());
    }

    /** It is not waited for, so no deadline would ever reveal that it does not answer. */
    @Test
    void ghostThatIsOffline_degradesOneAnswer() {
        windows.setMembers(withGhosts(Set.of(), Set.of("ghost")), now);

        ask();
        ask();

        assertTrue(closed.get(0).result().degraded());
        assertFalse(closed.get(1).result().degraded());
    }

    @Test
    void variantThatWasOfflineBeforeItEverAnswered_isWaitedForWhenItIsBack() {
        windows.setMembers(withGhosts(Set.of(), Set.of("late")), now);
        ask();
        closed.clear();

        name("late");
        RequestId id = ask();

        assertEquals(List.of(), closed);
        deliver("late", id, 0, 0.5f);
        assertEquals(List.of("a", "b", "c", "late"), last().contributors());
    }

    @Test
    void variantThatHasAnswered_isExpectedHoweverLongItIsGone() {
        windows.setMembers(memberSet(Set.of("a", "b")), now);
        for (int number = 0; number < 5; number++) {
            RequestId id = RequestId.ofBytes(new byte[] {8, (byte) number}, false);
            windows.request(id, DEADLINE, null, now);
            deliver("a", id, 0, 0.4f);
            deliver("b", id, 0, 0.4f);

            assertTrue(last().degraded());
        }
    }

    @Test
    void onlyGhosts_areWaitedForUntilEachDeadline() {
        windows.setMembers(
                new MemberSet(
                        LABELS,
                        "parts",
                        "1.0.0",
                        Map.of("a", VariantWeight.of(1)),
                        Set.of("a"),
                        Set.of("a"),
                        Map.of(),
                        new Unproven(Set.of("a"), Set.of("a"))),
                now);
        for (int number = 0; number < 2; number++) {
            windows.request(RequestId.ofBytes(new byte[] {7, (byte) number}, false), DEADLINE, null, now);
            now += DEADLINE.toNanos();
            windows.expire(now);
        }
        RequestId id = RequestId.ofBytes(new byte[] {6}, false);
        windows.request(id, DEADLINE, null, now);

        deliver("a", id, 0, 0.9f);

        assertEquals(List.of("a"), last().contributors());
        assertFalse(last().degraded());
    }

    @Test
    void ghostWhileAllOthersRefuse_keepsNoWindowOpenOnceItIsDismissed() {
        name("ghost");
        ask();
        now += DEADLINE.toNanos();
        windows.expire(now);
        RequestId id = RequestId.ofBytes(new byte[] {5}, false);
        windows.request(id, DEADLINE, null, now);

        for (String variant : List.of("a", "b", "c")) {
            windows.result(variant, refusal(id, Refusal.OVERLOADED), now);
        }

        assertEquals(id, last().id());
        assertEquals(CloseReason.ALL, last().closedBy());
    }
}
