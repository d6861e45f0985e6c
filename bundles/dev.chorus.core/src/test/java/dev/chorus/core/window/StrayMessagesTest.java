package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.RequestId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages that are repeated, late, or from an unexpected sender. */
class StrayMessagesTest extends WindowsFixture {

    @Test
    void result_twiceOfOneVariant_countsOnce() {
        deliver("a", CHOSEN, 0, 0.4f);
        deliver("a", CHOSEN, 1, 0.9f);
        deliver("b", CHOSEN, 0, 0.4f);
        deliver("c", CHOSEN, 0, 0.1f);

        assertEquals(List.of(WindowEvent.DUPLICATE_RESULT), events);
        assertEquals(1, onlyResult().labels().size());
    }

    @Test
    void result_afterTheAnswer_isLate() {
        deliver("a", CHOSEN, 0, 1f);
        deliver("b", CHOSEN, 0, 1f);

        deliver("c", CHOSEN, 0, 1f);

        assertEquals(List.of(WindowEvent.LATE_RESULT), events);
        assertEquals(1, closed.size());
    }

    @Test
    void result_ofAnotherLabelSetOrUnknownVariant_isForeign() {
        windows.result("a", answer(CHOSEN, OTHER_LABELS, 0, 0.9f, 0), now);
        deliver("stranger", CHOSEN, 0, 1f);
        deliver("a", CHOSEN, 3, 1f);

        assertEquals(
                List.of(WindowEvent.FOREIGN_RESULT, WindowEvent.FOREIGN_RESULT, WindowEvent.FOREIGN_RESULT), events);
        assertEquals(0, windows.openWindows());
    }

    @Test
    void window_ofAnEarlierLabelSet_isAnsweredOnceItsVariantsAreGone() {
        deliver("a", CHOSEN, 0, 0.4f);

        windows.setMembers(
                new MemberSet(
                        OTHER_LABELS,
                        "parts",
                        "2.0.0",
                        Map.of("b", VariantWeight.of(1)),
                        Set.of("b"),
                        Set.of("b"),
                        Map.of()),
                now);

        assertEquals(List.of("a"), onlyResult().contributors());
        assertEquals("bolt", onlyResult().labels().get(0).label());
        assertEquals(CloseReason.ALL, onlyResult().closedBy());
    }

    @Test
    void result_ofALaterLabelSetThanItsWindow_isNotMixedIn() {
        deliver("a", CHOSEN, 0, 0.4f);
        windows.setMembers(
                new MemberSet(
                        OTHER_LABELS,
                        "parts",
                        "2.0.0",
                        Map.of("b", VariantWeight.of(1)),
                        Set.of("b"),
                        Set.of("b"),
                        Map.of()),
                now);

        windows.result("b", answer(CHOSEN, OTHER_LABELS, 0, 1f, 0), now);
        now += ms(1000);
        windows.expire(now);

        assertEquals(List.of(WindowEvent.LATE_RESULT), events);
        assertEquals(List.of("a"), onlyResult().contributors());
    }

    @Test
    void result_ofLabelsThatAreFusedAMomentLater_countsThen() {
        windows.request(CHOSEN, DEADLINE, null, now);
        windows.result("b", answer(CHOSEN, OTHER_LABELS, 0, 1f, 0), now);

        windows.setMembers(
                new MemberSet(
                        OTHER_LABELS,
                        "parts",
                        "2.0.0",
                        Map.of("b", VariantWeight.of(1)),
                        Set.of("b"),
                        Set.of("b"),
                        Map.of()),
                now);

        assertEquals(List.of("b"), onlyResult().contributors());
        assertEquals("cat", onlyResult().labels().get(0).label());
    }

    @Test
    void result_foreignAndAheadOfItsRequest_isCountedOnce() {
        deliver("stranger", DERIVED, 0, 1f);

        windows.request(DERIVED, DEADLINE, null, now);
        windows.setMembers(MemberSet.empty("parts"), now);

        assertEquals(List.of(WindowEvent.FOREIGN_RESULT), events);
    }

    @Test
    void result_outOfTimeBeforeAnythingWasKnown_isStale() {
        windows.result("a", answer(CHOSEN, LABELS, 0, 1f, 1000), now);

        assertEquals(List.of(WindowEvent.STALE_RESULT), events);
        assertEquals(0, windows.openWindows());
    }

    @Test
    void request_chosenIdAgainAfterItsAnswer_isADuplicate() {
        windows.request(CHOSEN, DEADLINE, null, now);
        answerByAll(CHOSEN);

        windows.request(CHOSEN, DEADLINE, null, now);

        assertEquals(List.of(WindowEvent.DUPLICATE_REQUEST), events);
        assertEquals(0, windows.openWindows());
    }

    @Test
    void request_chosenIdAgainAfterItIsForgotten_isANewOne() {
        answerByAll(CHOSEN);
        now += ClosedRequests.MEMORY.toNanos() + 1;

        windows.request(CHOSEN, DEADLINE, null, now);

        assertEquals(1, windows.openWindows());
    }

    /**
     * A broker that restarts forgets an answer that it has acknowledged, and one that comes before the requester is
     * back.
     */
    @Test
    void request_sentAgainAfterItsAnswer_isRepliedOnceMore() {
        ReplyTo asker = new ReplyTo("one", new byte[0]);
        windows.request(CHOSEN, DEADLINE, asker, now);
        answerByAll(CHOSEN);
        now += ms(10);

        windows.request(CHOSEN, DEADLINE, asker, true, now);

        assertEquals(List.of(new ClosedWindow(onlyResult(), List.of(asker), null)), repeated);
        assertEquals(0, windows.openWindows());
    }

    @Test
    void request_sentAgainWhileItIsOpen_isRepliedOnce() {
        ReplyTo asker = new ReplyTo("one", new byte[0]);
        windows.request(CHOSEN, DEADLINE, asker, now);

        windows.request(CHOSEN, DEADLINE, asker, true, now);
        answerByAll(CHOSEN);

        assertEquals(List.of(asker), closed.get(0).replyTo());
        assertEquals(List.of(), repeated);
    }

    @Test
    void request_copiedAfterItsAnswer_isNotRepliedOnceMore() {
        ReplyTo asker = new ReplyTo("one", new byte[0]);
        windows.request(CHOSEN, DEADLINE, asker, now);
        answerByAll(CHOSEN);

        windows.request(CHOSEN, DEADLINE, asker, now);

        assertEquals(List.of(), repeated);
    }

    @Test
    void request_sentAgainLongAfterItsAnswer_isADuplicate() {
        ReplyTo asker = new ReplyTo("one", new byte[0]);
        windows.request(CHOSEN, DEADLINE, asker, now);
        answerByAll(CHOSEN);
        now += RecentAnswers.MEMORY.toNanos() + 1;

        windows.request(CHOSEN, DEADLINE, asker, true, now);

        assertEquals(List.of(WindowEvent.DUPLICATE_REQUEST), events);
        assertEquals(List.of(), repeated);
    }

    @Test
    void request_sentAgainAfterTheAnswerOfAnotherAggregator_isLeftToThatOne() {
        ReplyTo asker = new ReplyTo("one", new byte[0]);
        windows.request(CHOSEN, DEADLINE, asker, now);
        answerByAll(CHOSEN);
        FusedResult given = onlyResult();
        FusionWindows other = sharingWith("gw9");
        other.request(CHOSEN, DEADLINE, asker, now);
        other.answered(given, now);

        other.request(CHOSEN, DEADLINE, asker, true, now);

        assertEquals(List.of(), repeated);
    }

    /** It has departed since, so one of those that received its answer repeats it. */
    @Test
    void request_sentAgainAfterTheAnswerOfAnAggregatorThatHasGone_isRepliedOnceMore() {
        ReplyTo asker = new ReplyTo("one", new byte[0]);
        windows.request(CHOSEN, DEADLINE, asker, now);
        answerByAll(CHOSEN);
        FusedResult given = onlyResult();
        FusionWindows other = sharingWith("gw9");
        other.request(CHOSEN, DEADLINE, asker, now);
        other.answered(given, now);
        other.setPeers(PeerSet.alone("gw8"), now);

        other.request(CHOSEN, DEADLINE, asker, true, now);

        assertEquals(List.of(new ClosedWindow(given, List.of(asker), null)), repeated);
    }

    @Test
    void request_samePictureAgainAfterItsAnswer_isAnsweredAgain() {
        windows.request(DERIVED, DEADLINE, null, now);
        answerByAll(DERIVED);
        now += ms(10);

        windows.request(DERIVED, DEADLINE, null, now);
        answerByAll(DERIVED);

        assertEquals(2, closed.size());
        assertEquals(List.of(), events);
    }

    @Test
    void request_overtakenByItsResults_isAnsweredOnceToWhoAsked() {
        ReplyTo asker = new ReplyTo("one", new byte[0]);
        answerByAll(CHOSEN);
        answerByAll(DERIVED);

        windows.request(DERIVED, DEADLINE, asker, now);

        assertEquals(List.of(asker), askedAfterwards);
        assertEquals(2, closed.size());
        assertEquals(0, windows.openWindows());
    }

    @Test
    void request_samePictureAgainOvertakenByResults_isAnsweredByAll() {
        windows.request(DERIVED, DEADLINE, null, now);
        answerByAll(DERIVED);
        now += ms(10);

        deliver("a", DERIVED, 0, 0.4f);
        deliver("b", DERIVED, 1, 0.5f);
        windows.request(DERIVED, DEADLINE, null, now);
        deliver("c", DERIVED, 0, 0.4f);

        assertEquals(2, closed.size());
        assertEquals(List.of("a", "b", "c"), closed.get(1).result().contributors());
    }

    @Test
    void request_samePictureAgainLongAfterAStraggler_waitsForAll() {
        windows.request(DERIVED, DEADLINE, null, now);
        answerByAll(DERIVED);
        deliver("a", DERIVED, 0, 0.4f);
        now += EarlyResults.MEMORY.toNanos() + 1;

        windows.request(DERIVED, DEADLINE, null, now);
        deliver("b", DERIVED, 1, 0.5f);
        deliver("c", DERIVED, 0, 0.4f);

        assertEquals(1, closed.size());
        assertEquals(1, windows.openWindows());
    }

    @Test
    void request_againAfterItWasOvertaken_isADuplicate() {
        ReplyTo asker = new ReplyTo("one", new byte[0]);
        answerByAll(CHOSEN);
        windows.request(CHOSEN, DEADLINE, asker, now);

        windows.request(CHOSEN, DEADLINE, asker, now);

        assertEquals(List.of(WindowEvent.DUPLICATE_REQUEST), events);
        assertEquals(List.of(asker), askedAfterwards);
    }

    /** The first requester to use an id must not prevent later ones from using it. */
    @Test
    void request_chosenIdThatAnotherRequesterHasUsed_isAnsweredToEach() {
        ReplyTo first = new ReplyTo("first", new byte[0]);
        ReplyTo second = new ReplyTo("second", new byte[0]);
        windows.request(CHOSEN, DEADLINE, first, now);
        answerByAll(CHOSEN);

        windows.request(CHOSEN, DEADLINE, second, now);
        answerByAll(CHOSEN);
        windows.request(CHOSEN, DEADLINE, first, now);
        windows.request(CHOSEN, DEADLINE, second, now);

        assertEquals(
                List.of(List.of(first), List.of(second)),
                closed.stream().map(ClosedWindow::replyTo).toList());
        assertEquals(List.of(WindowEvent.DUPLICATE_REQUEST, WindowEvent.DUPLICATE_REQUEST), events);
    }

    @Test
    void request_sentAgainAfterAnotherRequesterUsedItsId_isNotRepliedWithTheOthersAnswer() {
        ReplyTo first = new ReplyTo("first", new byte[0]);
        ReplyTo second = new ReplyTo("second", new byte[0]);
        windows.request(CHOSEN, DEADLINE, first, now);
        answerByAll(CHOSEN);
        windows.request(CHOSEN, DEADLINE, second, now);
        answerByAll(CHOSEN);

        windows.request(CHOSEN, DEADLINE, first, true, now);

        assertEquals(List.of(), repeated);
    }

    /** Any client that has a picture can compute its derived id. */
    @Test
    void request_derivedIdWhoseBytesWereChosenByAnother_hasItsOwnWindow() {
        RequestId chosen = RequestId.ofBytes(DERIVED.bytes(), false);
        windows.request(chosen, DEADLINE, new ReplyTo("attacker", new byte[0]), now);
        windows.request(DERIVED, DEADLINE, null, now);

        answerByAll(DERIVED);

        assertEquals(DERIVED, onlyResult().id());
        assertEquals(List.of(), closed.get(0).replyTo());
        assertEquals(1, windows.openWindows());
    }

    @Test
    void request_longAfterItsResults_opensAWindowOfItsOwn() {
        answerByAll(DERIVED);
        now += RecentAnswers.MEMORY.toNanos() + 1;

        windows.request(DERIVED, DEADLINE, null, now);

        assertEquals(1, windows.openWindows());
    }

    @Test
    void request_overtakenByTooManyOthers_isForgotten() {
        for (int number = 0; number <= RecentAnswers.MAX_KEPT; number++) {
            answerByAll(RequestId.ofBytes(new byte[] {(byte) number, (byte) (number >> 8)}, false));
        }

        windows.request(RequestId.ofBytes(new byte[] {0, 0}, false), DEADLINE, new ReplyTo("one", new byte[0]), now);

        assertEquals(List.of(), askedAfterwards);
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
        deliver("a", DERIVED, 0, 1f);
        deliver("b", DERIVED, 0, 1f);
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
    void anything_inAnyOrder_eachRequestIsAnsweredOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> variants = List.of("a", "b", "c");
        for (int step = 0; step < 20_000; step++) {
            RequestId id = RequestId.ofBytes(new byte[] {(byte) random.nextInt(50), (byte) (step / 1000)}, false);
            switch (random.nextInt(4)) {
                case 0 -> windows.request(id, DEADLINE, null, now);
                case 1 -> windows.expire(now += ms(random.nextInt(5)));
                default -> deliver(variants.get(random.nextInt(3)), id, random.nextInt(3), random.nextFloat());
            }
        }
        now += ms(2000);
        windows.expire(now);

        Set<RequestId> ids = new HashSet<>();
        closed.forEach(window -> assertTrue(ids.add(window.result().id()), "answered twice, seed " + seed));
        assertEquals(0, windows.openWindows(), "seed " + seed);
    }
}
