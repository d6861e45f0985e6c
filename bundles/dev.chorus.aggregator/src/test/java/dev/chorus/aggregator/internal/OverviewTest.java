package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.PARTS;
import static dev.chorus.aggregator.internal.VariantStatus.TOOLS;
import static dev.chorus.aggregator.internal.VariantStatus.bareWill;
import static dev.chorus.aggregator.internal.VariantStatus.online;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OverviewTest {

    private static Overview of(Status... statuses) {
        VariantDirectory directory = new VariantDirectory(
                VariantStatus.FAMILY, InstancePolicy.DEFAULT, new MemoryBudget(64 << 20).share("roll", 100));
        for (Status status : statuses) {
            directory.update(status, 0);
        }
        return Overview.of(directory.memberSet(), directory.members(), Set.of(), Set.of(), Map.of());
    }

    @Test
    void problem_variantLateAgainAndAgain_namesIt() {
        VariantDirectory directory = new VariantDirectory(
                VariantStatus.FAMILY, InstancePolicy.DEFAULT, new MemoryBudget(64 << 20).share("roll", 100));
        directory.update(online("g1", "p32", PARTS, 1), 0);
        directory.update(online("g2", "p64", PARTS, 1), 0);

        Overview overview = Overview.of(
                directory.memberSet(),
                directory.members(),
                Set.of("p64"),
                Set.of(),
                Map.of("p64", Duration.ofMillis(7)));

        assertEquals("missing: p64 (repeatedly late)", overview.problem());
        assertTrue(overview.members().get(1).behind());
        assertEquals(Duration.ofMillis(7), overview.members().get(1).answerTime());
    }

    @Test
    void overview_onlyAnswerTimesDiffer_tellsTheSame() {
        VariantDirectory directory = new VariantDirectory(
                VariantStatus.FAMILY, InstancePolicy.DEFAULT, new MemoryBudget(64 << 20).share("roll", 100));
        directory.update(online("g1", "p32", PARTS, 1), 0);

        Overview before = Overview.of(directory.memberSet(), directory.members(), Set.of(), Set.of(), Map.of());
        Map<String, Duration> times = Map.of("p32", Duration.ofMillis(7));

        assertTrue(before.isEquivalentTo(
                Overview.of(directory.memberSet(), directory.members(), Set.of(), Set.of(), times)));
        assertFalse(before.isEquivalentTo(
                Overview.of(directory.memberSet(), directory.members(), Set.of("p32"), Set.of(), times)));
    }

    @Test
    void problem_everybodyThere_isNone() {
        assertNull(
                of(online("g1", "p32", PARTS, 1), online("g2", "p64", PARTS, 1)).problem());
    }

    @Test
    void problem_noVariantKnown_isReported() {
        assertEquals("no variant is available", Overview.EMPTY.problem());
        assertEquals(
                "no variant is available",
                of(VariantStatus.of("g1", "p32", State.STOPPED, PARTS, 1, "1.0.0"))
                        .problem());
    }

    @Test
    void problem_onlyVanishedOnes_namesThem() {
        assertEquals("missing: p32 (offline)", of(bareWill("g1", "p32")).problem());
    }

    @Test
    void problem_oneVanishedAndOneOfOtherLabels_namesBothAndWhy() {
        assertEquals(
                "missing: p32 (offline), t32 (serves another label set)",
                of(bareWill("g1", "p32"), online("g2", "p64", PARTS, 1), online("g3", "t32", TOOLS, 0.5))
                        .problem());
    }

    @Test
    void problem_variantWithAnotherInstanceThatIsThere_isNone() {
        assertNull(of(online("g1", "p32", PARTS, 1), VariantStatus.of("g2", "p32", State.OFFLINE, PARTS, 1, "1.0.0"))
                .problem());
    }
}
