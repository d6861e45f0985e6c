package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.PARTS;
import static dev.chorus.aggregator.internal.VariantStatus.TOOLS;
import static dev.chorus.aggregator.internal.VariantStatus.bareWill;
import static dev.chorus.aggregator.internal.VariantStatus.online;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.window.WindowOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Effects of a client that may publish statuses only: the broker does not bind statuses to users. */
class HostileStatusesTest extends IntakeBench {

    private int asked;

    @BeforeEach
    void variantsLive() {
        status(online("g1", "p32", PARTS, 1));
        status(online("g2", "p64", PARTS, 1));
        status(online("g3", "p72", PARTS, 1));
        configure(InstancePolicy.DEFAULT);
    }

    /** Without early stop, so that every variant counts. */
    private void configure(InstancePolicy policy) {
        fuser.setOptions(new WindowOptions(new ScaledSum(), 1, false, 100, 5, 3), policy, System.nanoTime());
    }

    /** A request that two variants classify as a nut, and one as a bolt. */
    private void ask() {
        byte[] name = ("request " + asked++).getBytes(StandardCharsets.UTF_8);
        request(NAMED.withCorrelationData(name));
        answer(name, "p32", PARTS, topK(0, 0.9f));
        answer(name, "p64", PARTS, topK(1, 0.9f));
        answer(name, "p72", PARTS, topK(1, 0.9f));
    }

    private void assertGoodAnswers(int from) throws MalformedPayloadException {
        assertEquals(asked, link.published.size());
        for (int at = from; at < asked; at++) {
            FusedResult result = published(at);
            assertEquals(Outcome.ANSWERED, result.outcome());
            assertEquals("nut", result.labels().get(0).label());
            assertFalse(result.degraded(), "answer " + at);
            assertEquals(List.of("p32", "p64", "p72"), result.contributors());
        }
    }

    @Test
    void secondInstanceOfAVariantWithAnyWeight_turnsNoAnswer() throws MalformedPayloadException {
        ask();

        status(online("ghost", "p32", PARTS, 1000));
        ask();

        assertGoodAnswers(0);
    }

    @Test
    void secondInstanceThatWasThereFirst_turnsNoAnswer() throws MalformedPayloadException {
        status(online("a-ghost", "p32", PARTS, 1000));

        ask();
        ask();

        assertGoodAnswers(0);
    }

    @Test
    void otherLabelsWithAnyWeight_silenceNoRequest() throws MalformedPayloadException {
        status(online("ghost", "ghost", TOOLS, 1000));

        for (int number = 0; number < 8; number++) {
            ask();
        }

        // The first request is answered before the deadline shows that the ghost does not answer.
        assertTrue(link.published.size() == 8);
        assertGoodAnswers(1);
    }

    @Test
    void ghost_delaysAndDegradesTheFirstAnswerOnly() throws MalformedPayloadException {
        status(online("ghost", "ghost", PARTS, 1));
        ask();
        assertEquals(0, link.published.size());
        atTheDeadline();

        for (int number = 0; number < 11; number++) {
            ask();
        }

        assertGoodAnswers(1);
        assertEquals("missing: ghost (has not answered yet)", fuser.overview().problem());
        assertEquals(1, counters.get("unprovenVariants"));
    }

    @Test
    void willOfAGhost_degradesTheFirstAnswerOnly() throws MalformedPayloadException {
        status(bareWill("ghost", "ghost"));

        for (int number = 0; number < 3; number++) {
            ask();
        }

        assertGoodAnswers(1);
    }

    @Test
    void fakeAggregators_leaveNoRequestUnansweredAndDelayTheFirstOnly() throws MalformedPayloadException {
        fuser.connected(false, System.nanoTime() - 10 * PeerDirectory.PATIENCE.toNanos());
        for (int number = 0; number < 16; number++) {
            peer("fake" + number);
        }
        fuser.runDue(System.nanoTime());
        assertTrue(fuser.peers().sharing());
        for (int number = 0; number < 12; number++) {
            ask();
        }
        int atOnce = link.published.size();
        fuser.runDue(System.nanoTime() + DEADLINE.toNanos() * 9 / 10);

        assertTrue(atOnce < 12);
        assertGoodAnswers(0);
        for (int number = 0; number < 12; number++) {
            ask();
        }
        assertGoodAnswers(0);
        assertTrue(counters.get("unprovenAggregators") > 0);
    }

    @Test
    void moreFakeAggregatorsThanThereIsRoomFor_giveWayToOthersOnceTheirTurnHasPassed() {
        fuser.connected(false, System.nanoTime() - 10 * PeerDirectory.PATIENCE.toNanos());
        for (int number = 0; number < PeerDirectory.MAX_PEERS; number++) {
            peer("fake" + number);
        }
        fuser.runDue(System.nanoTime());
        peer("real");
        assertFalse(fuser.peers().others().contains("real"));
        for (int number = 0; number < 20; number++) {
            ask();
        }
        atTheDeadline();

        peer("real");

        assertTrue(fuser.peers().others().contains("real"));
    }

    @Test
    void instancesThatTheConfigurationDoesNotAllow_areRefusedAndCounted() throws MalformedPayloadException {
        configure(new InstancePolicy(
                NamePatterns.parse("p*@g*").orElseThrow(),
                NamePatterns.parse("gateway-*").orElseThrow(),
                WeightCap.DEFAULT));

        status(online("x1", "p32", PARTS, 1000));
        status(online("g9", "ghost", PARTS, 1000));
        peer("fake");
        peer("gateway-2");
        for (int number = 0; number < 3; number++) {
            ask();
        }
        atTheDeadline();

        assertEquals(3, counters.get("refusedInstances"));
        assertEquals(List.of("gateway-2"), List.copyOf(fuser.peers().others()));
        assertEquals(3, fuser.overview().members().size());
        assertGoodAnswers(0);
    }
}
