package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoStatisticsTest {

    private static final int NUT = 1;
    private static final Asked PICTURE = new Asked(1, NUT, 0);

    private final DemoStatistics statistics =
            new DemoStatistics(Examples.LABELS, List.of(Examples.SMALL, Examples.LARGE, Examples.AGGREGATOR));

    @BeforeEach
    void everybodyIsOnline() {
        List.of(Examples.SMALL, Examples.LARGE, Examples.AGGREGATOR)
                .forEach(gateway -> statistics.status(Examples.status(gateway, State.ONLINE)));
        statistics.asking(List.of(Examples.ID), PICTURE);
    }

    @Test
    void topK_ofAKnownPicture_countsForItsVariant() {
        // when
        statistics.topK("p24", frame(Examples.ID, NUT), 36, 5_000_000);
        statistics.topK("p32", frame(Examples.ID, 0), 36, 6_000_000);
        // then
        DemoStatistics.Snapshot now = statistics.snapshot();
        assertEquals(1, now.variants().get("p24").accuracy());
        assertEquals(0, now.variants().get("p32").accuracy());
        assertEquals(5, now.variants().get("p24").p50(), 0.1);
        assertEquals(36, now.topKBytes());
    }

    @Test
    void topK_ofAnUnknownPictureOrVariant_isNotCounted() {
        // when
        statistics.topK("p24", frame(RequestId.ofBytes(new byte[] {9}, false), NUT), 36, 1);
        statistics.topK("p99", frame(Examples.ID, NUT), 36, 1);
        // then
        assertEquals(0, statistics.snapshot().variants().get("p24").answers());
        assertFalse(statistics.snapshot().variants().containsKey("p99"));
    }

    @Test
    void reply_withAllVariants_isNotDegraded() {
        // when
        PictureRow row = statistics.reply(PICTURE, Examples.answer("nut", List.of("p24", "p32"), List.of()));
        // then
        assertTrue(row.isRight());
        assertEquals(1, statistics.snapshot().fused().answers());
        assertEquals(0, statistics.snapshot().degraded().answers());
    }

    @Test
    void reply_withoutAnAbsentVariant_isDegraded() {
        // when
        statistics.reply(PICTURE, Examples.answer("bolt", List.of("p24"), List.of("p32")));
        // then
        assertEquals(1, statistics.snapshot().degraded().answers());
        assertEquals(0, statistics.snapshot().degraded().right());
    }

    @Test
    void reply_withoutAnswer_isDoneButNotAnswered() {
        // when
        PictureRow row = statistics.reply(PICTURE, Examples.refusal("no variant"));
        // then
        assertFalse(row.answered());
        assertEquals("no-variant", row.answer());
        assertEquals(1, statistics.snapshot().done());
        assertEquals(0, statistics.snapshot().fused().answers());
    }

    @Test
    void status_ofAKilledGateway_countsOnlyAfterItWasStartedAgain() {
        // given
        statistics.killed(Examples.LARGE);
        // when, then
        statistics.status(Examples.status(Examples.LARGE, State.ONLINE));
        assertEquals("killed", stateOf(Examples.LARGE));
        statistics.starting(Examples.LARGE);
        statistics.status(Examples.status(Examples.LARGE, State.OFFLINE));
        assertEquals("starting", stateOf(Examples.LARGE));
        statistics.status(Examples.status(Examples.LARGE, State.ONLINE));
        assertEquals("online", stateOf(Examples.LARGE));
        assertTrue(statistics.snapshot().gateways().get(1).killed());
    }

    @Test
    void recent_afterManyPictures_isBounded() {
        // when
        for (int number = 1; number <= 10 * DemoStatistics.RECENT; number++) {
            statistics.lost(new Asked(number, NUT, 0), "no answer", Duration.ofSeconds(6));
        }
        // then
        List<PictureRow> recent = statistics.snapshot().recent();
        assertEquals(DemoStatistics.RECENT, recent.size());
        assertEquals(10 * DemoStatistics.RECENT, recent.get(recent.size() - 1).number());
    }

    private String stateOf(GatewayPlan gateway) {
        return statistics.snapshot().gateways().stream()
                .filter(row -> row.name().equals(gateway.name()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static TopKResult frame(RequestId id, int best) {
        TopK topK = TopK.of(new int[] {best, 2}, new float[] {0.75f, 0.125f});
        return TopKResult.answer(id, Examples.LABELS.fingerprint(), Duration.ofMillis(3), Duration.ofSeconds(1), topK);
    }
}
