package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FusionWindowsTest {

    private static final LabelSet LABELS = new LabelSet(List.of("bolt", "nut", "washer"));
    private static final LabelSet OTHER_LABELS = new LabelSet(List.of("cat", "dog", "owl"));
    private static final Duration DEADLINE = Duration.ofMillis(1000);
    private static final RequestId CHOSEN = RequestId.ofBytes(new byte[] {1}, false);
    private static final RequestId DERIVED = RequestId.of(null, new byte[] {1, 2, 3});
    private static final WindowOptions OPTIONS = new WindowOptions(new ScaledSum(), 1, true, 100, 5);

    private final List<ClosedWindow> closed = new ArrayList<>();
    private final List<WindowEvent> events = new ArrayList<>();
    private final FusionWindows windows = new FusionWindows("gw9", "parts", OPTIONS, closed::add, events::add);

    /** Starts close to the clock's overflow, which nanoTime is free to do. */
    private long now = Long.MAX_VALUE - ms(500);

    @BeforeEach
    void threeVariantsLive() {
        windows.setRoster(roster(Set.of("a", "b", "c")), now);
    }

    @Test
    void result_ofTheLastAwaited_closesWithAll() {
        say("a", CHOSEN, 0, 0.5f);
        say("b", CHOSEN, 1, 0.4f);
        assertEquals(List.of(), closed);

        say("c", CHOSEN, 0, 0.5f);

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
        say("a", CHOSEN, 0, 1f);
        say("b", CHOSEN, 0, 1f);

        FusedResult result = onlyResult();
        assertEquals(CloseReason.PROOF, result.closedBy());
        assertEquals(List.of("c"), result.missing());
        assertFalse(result.degraded());
    }

    @Test
    void result_leaderBeyondReachWithoutEarlyStop_waitsForAll() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, false, 100, 5), now);

        say("a", CHOSEN, 0, 1f);
        say("b", CHOSEN, 0, 1f);

        assertEquals(List.of(), closed);
    }

    @Test
    void expire_oneMissing_answersDegradedJustBeforeTheDeadline() {
        windows.request(CHOSEN, DEADLINE, null, now);
        say("a", CHOSEN, 0, 0.5f);
        say("b", CHOSEN, 0, 0.4f);

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
    void setRoster_theMissingOneVanishes_closesAtOnce() {
        say("a", CHOSEN, 0, 0.5f);
        say("b", CHOSEN, 0, 0.4f);

        windows.setRoster(roster(Set.of("a", "b")), now);

        assertEquals(CloseReason.ALL, onlyResult().closedBy());
        assertTrue(onlyResult().degraded());
    }

    @Test
    void expire_nobodyAnswered_saysNoVariant() {
        windows.setRoster(Roster.empty("parts"), now);
        ReplyTo replyTo = new ReplyTo("me/answers", new byte[] {1});

        windows.request(CHOSEN, DEADLINE, replyTo, now);
        now += ms(1000);
        windows.expire(now);

        assertEquals(Outcome.NO_VARIANT, onlyResult().outcome());
        assertEquals(
                "no variant available: nobody answered by the deadline",
                onlyResult().reason());
        assertEquals(List.of(replyTo), closed.get(0).replyTo());
    }

    @Test
    void expire_belowQuorum_saysSo() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 2, true, 100, 5), now);

        say("a", CHOSEN, 0, 1f);
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

    @Test
    void result_oneOverloadedTheOthersAnswer_closesWithoutIt() {
        say("a", CHOSEN, 0, 0.4f);
        say("b", CHOSEN, 1, 0.5f);
        windows.result("c", refusal(CHOSEN, Refusal.OVERLOADED), now);

        assertEquals(CloseReason.ALL, onlyResult().closedBy());
        assertEquals(List.of("c"), onlyResult().missing());
        assertTrue(onlyResult().degraded());
    }

    @Test
    void result_twiceOfOneVariant_countsOnce() {
        say("a", CHOSEN, 0, 0.4f);
        say("a", CHOSEN, 1, 0.9f);
        say("b", CHOSEN, 0, 0.4f);
        say("c", CHOSEN, 0, 0.1f);

        assertEquals(List.of(WindowEvent.DUPLICATE_RESULT), events);
        assertEquals(1, onlyResult().labels().size());
    }

    @Test
    void result_afterTheAnswer_isLate() {
        say("a", CHOSEN, 0, 1f);
        say("b", CHOSEN, 0, 1f);

        say("c", CHOSEN, 0, 1f);

        assertEquals(List.of(WindowEvent.LATE_RESULT), events);
        assertEquals(1, closed.size());
    }

    @Test
    void result_ofAnotherLabelSetOrUnknownVariant_isForeign() {
        windows.result("a", answer(CHOSEN, OTHER_LABELS, 0, 0.9f, 0), now);
        say("stranger", CHOSEN, 0, 1f);
        say("a", CHOSEN, 3, 1f);

        assertEquals(
                List.of(WindowEvent.FOREIGN_RESULT, WindowEvent.FOREIGN_RESULT, WindowEvent.FOREIGN_RESULT), events);
        assertEquals(0, windows.openWindows());
    }

    @Test
    void result_labelSetChangesInMidWindow_neverMixes() {
        say("a", CHOSEN, 0, 0.4f);
        windows.setRoster(new Roster(OTHER_LABELS, "parts", "2.0.0", Map.of("b", 1.0), Set.of("b"), Set.of("b")), now);

        windows.result("b", answer(CHOSEN, OTHER_LABELS, 0, 1f, 0), now);
        now += ms(1000);
        windows.expire(now);

        assertEquals(List.of(WindowEvent.FOREIGN_RESULT), events);
        assertEquals(List.of("a"), onlyResult().contributors());
        assertEquals("bolt", onlyResult().labels().get(0).label());
    }

    @Test
    void result_outOfTimeBeforeAnythingWasKnown_isStale() {
        windows.result("a", answer(CHOSEN, LABELS, 0, 1f, 1000), now);

        assertEquals(List.of(WindowEvent.STALE_RESULT), events);
        assertEquals(0, windows.openWindows());
    }

    @Test
    void result_opensTheWindow_deadlineIsWhatIsLeft() {
        windows.result("a", answer(CHOSEN, LABELS, 0, 0.4f, 600), now);

        assertEquals(OptionalLong.of(now + ms(360)), windows.nextDeadline());
    }

    @Test
    void request_chosenIdAgainAfterItsAnswer_isADuplicate() {
        answerByAll(CHOSEN);

        windows.request(CHOSEN, DEADLINE, null, now);

        assertEquals(List.of(WindowEvent.DUPLICATE_REQUEST), events);
        assertEquals(0, windows.openWindows());
    }

    @Test
    void request_chosenIdAgainAfterAMinute_isANewOne() {
        answerByAll(CHOSEN);
        now += ms(60_001);

        windows.request(CHOSEN, DEADLINE, null, now);

        assertEquals(1, windows.openWindows());
    }

    @Test
    void request_samePictureAgainAfterItsAnswer_isAnsweredAgain() {
        answerByAll(DERIVED);
        now += ms(10);

        windows.request(DERIVED, DEADLINE, null, now);
        answerByAll(DERIVED);

        assertEquals(2, closed.size());
        assertEquals(List.of(), events);
    }

    @Test
    void result_repeatedAfterABrokenConnection_isLateAndNotAnsweredAgain() {
        answerByAll(DERIVED);
        now += ms(10);

        windows.result("a", answer(DERIVED, LABELS, 0, 0.4f, 5), now);

        assertEquals(List.of(WindowEvent.LATE_RESULT), events);
        assertEquals(0, windows.openWindows());
    }

    @Test
    void result_stragglerOfADerivedId_isLate() {
        say("a", DERIVED, 0, 1f);
        say("b", DERIVED, 0, 1f);
        now += ms(10);

        windows.result("c", answer(DERIVED, LABELS, 0, 0.5f, 12), now);

        assertEquals(List.of(WindowEvent.LATE_RESULT), events);
    }

    @Test
    void request_sameDerivedIdFromTwoRequesters_oneAnswerToBoth() {
        ReplyTo one = new ReplyTo("one", new byte[0]);
        ReplyTo other = new ReplyTo("other", new byte[0]);
        windows.request(DERIVED, DEADLINE, one, now);
        windows.request(DERIVED, DEADLINE, other, now);

        answerByAll(DERIVED);

        assertEquals(1, closed.size());
        assertEquals(List.of(one, other), closed.get(0).replyTo());
    }

    @Test
    void request_beyondTheLimit_closesTheOldest() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, true, 2, 5), now);

        for (byte number = 0; number < 3; number++) {
            windows.request(RequestId.ofBytes(new byte[] {number}, false), DEADLINE, null, now);
        }

        assertEquals(List.of(WindowEvent.EVICTED_WINDOW), events);
        assertEquals("00", onlyResult().id().toString());
        assertEquals(2, windows.openWindows());
    }

    @Test
    void setOptions_smallerQuorum_closesWhatWaitedForMore() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 3, true, 100, 5), now);
        windows.setRoster(roster(Set.of("a")), now);
        say("a", CHOSEN, 0, 1f);
        assertEquals(List.of(), closed);

        windows.setOptions(OPTIONS, now);

        assertEquals(1, closed.size());
    }

    @Test
    void closeAll_openWindows_answersThemWithWhatTheyHave() {
        say("a", CHOSEN, 0, 0.4f);
        windows.request(DERIVED, DEADLINE, null, now);

        windows.closeAll(now);

        assertEquals(2, closed.size());
        assertEquals(0, windows.openWindows());
    }

    @Test
    void anything_inAnyOrder_eachRequestIsAnsweredOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> variants = List.of("a", "b", "c");
        for (int step = 0; step < 20_000; step++) {
            RequestId id = RequestId.ofBytes(new byte[] {(byte) random.nextInt(50), (byte) (step / 1000)}, false);
            switch (random.nextInt(4)) {
                case 0 -> windows.request(id, DEADLINE, null, now);
                case 1 -> windows.expire(now += ms(random.nextInt(5)));
                default -> say(variants.get(random.nextInt(3)), id, random.nextInt(3), random.nextFloat());
            }
        }
        now += ms(2000);
        windows.expire(now);

        Set<RequestId> ids = new HashSet<>();
        closed.forEach(window -> assertTrue(ids.add(window.result().id()), "answered twice, seed " + seed));
        assertEquals(0, windows.openWindows(), "seed " + seed);
    }

    private void answerByAll(RequestId id) {
        say("a", id, 0, 0.4f);
        say("b", id, 1, 0.5f);
        say("c", id, 0, 0.4f);
    }

    private void say(String variant, RequestId id, int classIndex, float score) {
        windows.result(variant, answer(id, LABELS, classIndex, score, 0), now);
    }

    private FusedResult onlyResult() {
        assertEquals(1, closed.size());
        return closed.get(0).result();
    }

    private static TopKResult answer(RequestId id, LabelSet labels, int classIndex, float score, long ageMillis) {
        return TopKResult.answer(
                id,
                labels.fingerprint(),
                Duration.ofMillis(ageMillis),
                DEADLINE,
                TopK.of(new int[] {classIndex}, new float[] {score}));
    }

    private static TopKResult refusal(RequestId id, Refusal refusal) {
        return TopKResult.refusal(id, LABELS.fingerprint(), Duration.ZERO, DEADLINE, refusal);
    }

    private static Roster roster(Set<String> awaited) {
        Map<String, Double> weights = Map.of("a", 1.0, "b", 1.0, "c", 1.0);
        return new Roster(LABELS, "parts", "1.0.0", weights, awaited, weights.keySet());
    }

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
