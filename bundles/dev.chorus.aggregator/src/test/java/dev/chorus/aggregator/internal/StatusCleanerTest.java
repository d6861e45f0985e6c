package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.window.PeerSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusCleanerTest {

    private static final long START = Long.MAX_VALUE - 1000;
    private static final long KEPT = StatusCleaner.KEPT.toNanos();
    private static final long RECHECK = StatusCleaner.RECHECK.toNanos();
    private static final PeerSet ALONE = PeerSet.alone("b");

    private final List<String> removed = new ArrayList<>();
    private final StatusCleaner cleaner = new StatusCleaner((kind, id) -> removed.add(kind.wireName() + "/" + id));

    @Test
    void runDue_stoppedForAnHour_removesItOnce() {
        cleaner.recordStatus(status("gw1", State.STOPPED), START);
        assertEquals(OptionalLong.of(START + KEPT), cleaner.nextDue());

        cleaner.runDue(ALONE, START + KEPT - 1);
        assertEquals(List.of(), removed);

        cleaner.runDue(ALONE, START + KEPT);
        cleaner.runDue(ALONE, START + KEPT);
        assertEquals(List.of("requester/gw1"), removed);

        cleaner.removed(Kind.REQUESTER, "gw1");
        assertEquals(OptionalLong.empty(), cleaner.nextDue());
    }

    @Test
    void recordStatus_stoppedAgain_countsFromTheFirstTime() {
        cleaner.recordStatus(status("gw1", State.STOPPED), START);
        cleaner.recordStatus(status("gw1", State.STOPPED), START + KEPT - 1);

        assertEquals(OptionalLong.of(START + KEPT), cleaner.nextDue());
    }

    @ParameterizedTest
    @EnumSource(names = "STOPPED", mode = EnumSource.Mode.EXCLUDE)
    void runDue_cameBackMeanwhile_removesNothing(State state) {
        cleaner.recordStatus(status("gw1", State.STOPPED), START);
        cleaner.recordStatus(status("gw1", state), START + KEPT - 1);

        cleaner.runDue(ALONE, START + KEPT);

        assertEquals(List.of(), removed);
        assertEquals(OptionalLong.empty(), cleaner.nextDue());
    }

    @Test
    void runDue_severalAggregators_onlyTheFirstByNameRemoves() {
        cleaner.recordStatus(status("gw1", State.STOPPED), START);

        cleaner.runDue(new PeerSet("b", Set.of("a", "c"), true), START + KEPT);
        assertEquals(List.of(), removed);
        assertEquals(OptionalLong.of(START + KEPT + RECHECK), cleaner.nextDue());

        cleaner.runDue(new PeerSet("b", Set.of("c"), true), START + KEPT + RECHECK);
        assertEquals(List.of("requester/gw1"), removed);
    }

    @Test
    void runDue_whileTheOthersDoNotKnowOfThisOne_removesNothing() {
        cleaner.recordStatus(status("gw1", State.STOPPED), START);

        cleaner.runDue(new PeerSet("b", Set.of(), false), START + KEPT);

        assertEquals(List.of(), removed);
    }

    @Test
    void recordStatus_moreThanThereIsRoomFor_ignoresThem() {
        for (int number = 0; number <= StatusCleaner.MAX_STOPPED; number++) {
            cleaner.recordStatus(status("gw" + number, State.STOPPED), START);
        }

        cleaner.runDue(ALONE, START + KEPT);

        assertEquals(StatusCleaner.MAX_STOPPED, removed.size());
    }

    private static Status status(String id, State state) {
        return new Status(Kind.REQUESTER, id, state, null, "parts", null, "0.1.0", Map.of(), null, List.of());
    }
}
