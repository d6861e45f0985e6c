package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.FusedFit;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When windows close, and with which result. */
class FusionWindowsTest extends WindowsFixture {

    private static final Set<String> ALL = Set.of("a", "b", "c");

    /** At the temperature 1/2. */
    private static Map<String, FusedFit> fitted(double disagreement, double margin) {
        return Map.of("scaled-sum", new FusedFit(0.5, new TreeMap<>(Map.of(disagreement, margin))));
    }

    @Test
    void result_ofTheLastAwaited_closesWithAll() {
        deliver("a", CHOSEN, 0, 0.5f);
        deliver("b", CHOSEN, 1, 0.4f);
        assertEquals(List.of(), closed);

        deliver("c", CHOSEN, 0, 0.5f);

        FusedResult result = onlyResult();
        assertEquals(Outcome.ANSWERED, result.outcome());
        assertEquals(CloseReason.ALL, result.closedBy());
        assertEquals("bolt", result.labels().get(0).label());
        assertEquals((0.5 + 0.5) / 3, result.labels().get(0).score(), 1e-4);
        assertEquals((0.5 + 0.5 - 0.4) / 3, result.margin(), 1e-4);
        assertEquals(List.of("a", "b", "c"), result.contributors());
        assertFalse(result.degraded());
    }

    @Test
    void result_leaderBeyondReach_closesByProof() {
        deliver("a", CHOSEN, 0, 1f);
        deliver("b", CHOSEN, 0, 1f);

        FusedResult result = onlyResult();
        assertEquals(CloseReason.PROOF, result.closedBy());
        assertEquals(List.of("c"), result.missing());
        assertFalse(result.degraded());
    }

    @Test
    void result_leadBeyondTheFittedMargin_closesByStatistics() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, true, 0.01, 100, 5, 3), now);
        windows.setMembers(memberSet(ALL, fitted(0.01, 0.4)), now);

        deliver("a", CHOSEN, 0, 0.81f);

        assertEquals(CloseReason.STATISTICS, onlyResult().closedBy());
        assertEquals(List.of("b", "c"), onlyResult().missing());
        assertFalse(onlyResult().degraded());
    }

    @Test
    void result_leadBelowTheFittedMarginOrNotAllowed_waits() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, true, 0.01, 100, 5, 3), now);
        windows.setMembers(memberSet(ALL, fitted(0.01, 0.4)), now);
        deliver("a", CHOSEN, 0, 0.79f);
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, true, 0.005, 100, 5, 3), now);
        deliver("a", DERIVED, 0, 0.81f);

        assertEquals(List.of(), closed);
    }

    /** Each variant spreads half of the rest over the other classes: masses 1.15, 1.05 and .8 of 3. */
    @Test
    void result_confidence_isCalibratedAtTheTemperatureOfTheFamily() {
        windows.setMembers(memberSet(ALL, fitted(0.01, 1)), now);
        deliver("a", CHOSEN, 0, 0.5f);
        deliver("b", CHOSEN, 1, 0.5f);
        deliver("c", CHOSEN, 0, 0.4f);

        double[] squares = {1.15 * 1.15, 1.05 * 1.05, 0.8 * 0.8};
        assertEquals(
                squares[0] / Arrays.stream(squares).sum(),
                onlyResult().confidence().orElseThrow(),
                1e-4);
    }

    @Test
    void result_leaderBeyondReachWithoutEarlyStop_waitsForAll() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, false, 100, 5, 3), now);

        deliver("a", CHOSEN, 0, 1f);
        deliver("b", CHOSEN, 0, 1f);

        assertEquals(List.of(), closed);
    }

    @Test
    void expire_oneMissing_answersDegradedJustBeforeTheDeadline() {
        windows.request(CHOSEN, DEADLINE, null, now);
        deliver("a", CHOSEN, 0, 0.5f);
        deliver("b", CHOSEN, 0, 0.4f);

        now += ms(949);
        windows.expire(now);
        assertEquals(List.of(), closed);
        now += ms(1);
        windows.expire(now);

        FusedResult result = onlyResult();
        assertEquals(CloseReason.DEADLINE, result.closedBy());
        assertEquals(List.of("c"), result.missing());
        assertTrue(result.degraded());
        assertEquals(Duration.ofMillis(950), result.latency());
        assertEquals(OptionalLong.empty(), windows.nextDeadline());
    }

    @Test
    void setMembers_theMissingOneVanishes_closesAtOnce() {
        deliver("a", CHOSEN, 0, 0.5f);
        deliver("b", CHOSEN, 0, 0.4f);

        windows.setMembers(memberSet(Set.of("a", "b")), now);

        assertEquals(CloseReason.ALL, onlyResult().closedBy());
        assertTrue(onlyResult().degraded());
    }

    @Test
    void expire_noResult_outcomeIsNoVariant() {
        windows.setMembers(MemberSet.empty("parts"), now);
        ReplyTo replyTo = new ReplyTo("me/answers", new byte[] {1});

        windows.request(CHOSEN, DEADLINE, replyTo, now);
        now += ms(1000);
        windows.expire(now);

        assertEquals(Outcome.NO_VARIANT, onlyResult().outcome());
        assertEquals(
                "no variant available: no result by the deadline", onlyResult().reason());
        assertEquals(List.of(replyTo), closed.get(0).replyTo());
    }

    @Test
    void expire_belowQuorum_outcomeIsNoQuorum() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 2, true, 100, 5, 3), now);

        deliver("a", CHOSEN, 0, 1f);
        now += ms(1000);
        windows.expire(now);

        assertEquals(Outcome.NO_QUORUM, onlyResult().outcome());
        assertEquals(List.of(), onlyResult().labels());
    }

    @Test
    void result_allRefuseThePicture_refusedAtOnce() {
        for (String variant : List.of("a", "b", "c")) {
            windows.result(variant, refusal(CHOSEN, Refusal.DAMAGED), now);
        }

        assertEquals(Outcome.REFUSED, onlyResult().outcome());
        assertEquals("truncated or not decodable", onlyResult().reason());
        assertEquals(Refusal.DAMAGED, onlyResult().refusals().get("b"));
        assertFalse(onlyResult().degraded());
    }

    /**
     * Its request may have waited at the broker for longer than there was between the deadline and the requester's
     * timeout.
     */
    @Test
    void result_allLiveVariantsAreOverloaded_answersNoVariantAtOnce() {
        windows.request(CHOSEN, DEADLINE, null, now);
        for (String variant : List.of("a", "b", "c")) {
            windows.result(variant, refusal(CHOSEN, Refusal.OVERLOADED), now);
        }

        assertEquals(Outcome.NO_VARIANT, onlyResult().outcome());
        assertEquals(CloseReason.ALL, onlyResult().closedBy());
        assertEquals(
                "no variant available: " + Refusal.OVERLOADED.description(),
                onlyResult().reason());
    }

    @Test
    void result_allButOneLiveVariantAreOverloaded_waitsForIt() {
        windows.request(CHOSEN, DEADLINE, null, now);
        windows.result("a", refusal(CHOSEN, Refusal.OVERLOADED), now);
        windows.result("b", refusal(CHOSEN, Refusal.OVERLOADED), now);

        assertEquals(List.of(), closed);
    }

    @Test
    void setMembers_theOnlyVariantThatDidNotRefuseVanishes_answersNoVariantAtOnce() {
        windows.request(CHOSEN, DEADLINE, null, now);
        windows.result("a", refusal(CHOSEN, Refusal.OVERLOADED), now);
        windows.result("b", refusal(CHOSEN, Refusal.OVERLOADED), now);

        windows.setMembers(memberSet(Set.of("a", "b")), now);

        assertEquals(Outcome.NO_VARIANT, onlyResult().outcome());
    }

    @Test
    void result_refusedWhileNoVariantLives_waitsForOneToCome() {
        windows.setMembers(memberSet(Set.of()), now);
        windows.request(CHOSEN, DEADLINE, null, now);

        windows.result("a", refusal(CHOSEN, Refusal.OVERLOADED), now);

        assertEquals(List.of(), closed);
    }

    @Test
    void result_belowQuorumAndTheOthersRefuse_answersNoQuorumAtOnce() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 2, true, 100, 5, 3), now);
        deliver("a", CHOSEN, 0, 1f);
        windows.result("b", refusal(CHOSEN, Refusal.OVERLOADED), now);
        assertEquals(List.of(), closed);

        windows.result("c", refusal(CHOSEN, Refusal.OVERLOADED), now);

        assertEquals(Outcome.NO_QUORUM, onlyResult().outcome());
        assertEquals("the quorum is 2, number of answers: 1", onlyResult().reason());
    }

    @Test
    void result_oneOverloadedTheOthersAnswer_closesWithoutIt() {
        deliver("a", CHOSEN, 0, 0.4f);
        deliver("b", CHOSEN, 1, 0.5f);
        windows.result("c", refusal(CHOSEN, Refusal.OVERLOADED), now);

        assertEquals(CloseReason.ALL, onlyResult().closedBy());
        assertEquals(List.of("c"), onlyResult().missing());
        assertTrue(onlyResult().degraded());
    }

    @Test
    void result_opensTheWindow_deadlineIsWhatIsLeft() {
        windows.result("a", answer(CHOSEN, LABELS, 0, 0.4f, 600), now);

        assertEquals(OptionalLong.of(now + ms(360)), windows.nextDeadline());
    }

    @Test
    void request_beyondTheLimit_closesTheOldest() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, true, 2, 5, 3), now);

        for (byte number = 0; number < 3; number++) {
            windows.request(RequestId.ofBytes(new byte[] {number}, false), DEADLINE, null, now);
        }

        assertEquals(List.of(WindowEvent.EVICTED_WINDOW), events);
        assertEquals("00", onlyResult().id().toString());
        assertEquals(2, windows.openWindows());
    }

    @Test
    void request_beyondTheLimit_closesTheOldestOfTheRequesterWithTheMost() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, true, 10, 5, 3), now);
        ReplyTo quiet = new ReplyTo("quiet", new byte[0]);
        ReplyTo flood = new ReplyTo("flood", new byte[0]);
        windows.request(CHOSEN, DEADLINE, quiet, now);

        for (byte number = 0; number < 100; number++) {
            windows.request(RequestId.ofBytes(new byte[] {7, number}, false), DEADLINE, flood, now);
        }

        assertEquals(91, closed.size());
        assertEquals("0700", closed.get(0).result().id().toString());
        answerByAll(CHOSEN);
        assertEquals(List.of(quiet), closed.get(91).replyTo());
        assertEquals(Outcome.ANSWERED, closed.get(91).result().outcome());
    }

    /** Results are faster than the request; its requester is known once it comes. */
    @Test
    void request_ofWindowsThatResultsOpened_countAsTheRequestersFromThenOn() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, true, 10, 5, 3), now);
        deliver("a", CHOSEN, 0, 0.4f);
        for (byte number = 0; number < 9; number++) {
            deliver("a", RequestId.ofBytes(new byte[] {7, number}, false), 0, 0.4f);
        }
        windows.request(CHOSEN, DEADLINE, new ReplyTo("quiet", new byte[0]), now);

        deliver("a", RequestId.ofBytes(new byte[] {7, 9}, false), 0, 0.4f);

        assertEquals("0700", onlyResult().id().toString());
    }

    @Test
    void setOptions_smallerQuorum_closesWhatWaitedForMore() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 3, true, 100, 5, 3), now);
        windows.setMembers(memberSet(Set.of("a")), now);
        deliver("a", CHOSEN, 0, 1f);
        assertEquals(List.of(), closed);

        windows.setOptions(OPTIONS, now);

        assertEquals(1, closed.size());
    }

    @Test
    void closeAll_openWindows_answersThemWithWhatTheyHave() {
        deliver("a", CHOSEN, 0, 0.4f);
        windows.request(DERIVED, DEADLINE, null, now);

        windows.closeAll(now);

        assertEquals(2, closed.size());
        assertEquals(0, windows.openWindows());
    }
}
