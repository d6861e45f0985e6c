package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.PARTS;
import static dev.chorus.aggregator.internal.VariantStatus.TOOLS;
import static dev.chorus.aggregator.internal.VariantStatus.bareWill;
import static dev.chorus.aggregator.internal.VariantStatus.online;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import org.junit.jupiter.api.Test;

class OverviewTest {

    private static Overview of(Status... statuses) {
        VariantDirectory directory = new VariantDirectory(VariantStatus.FAMILY);
        for (Status status : statuses) {
            directory.update(status, 0);
        }
        return Overview.of(directory.roster(), directory.members());
    }

    @Test
    void problem_everybodyThere_isNone() {
        assertNull(
                of(online("g1", "p32", PARTS, 1), online("g2", "p64", PARTS, 1)).problem());
    }

    @Test
    void problem_nobodyKnown_saysSo() {
        assertEquals("no variant is there", Overview.NOBODY.problem());
        assertEquals(
                "no variant is there",
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
