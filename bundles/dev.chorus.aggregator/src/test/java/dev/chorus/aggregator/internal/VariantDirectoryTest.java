package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.FAMILY;
import static dev.chorus.aggregator.internal.VariantStatus.PARTS;
import static dev.chorus.aggregator.internal.VariantStatus.TOOLS;
import static dev.chorus.aggregator.internal.VariantStatus.bareWill;
import static dev.chorus.aggregator.internal.VariantStatus.of;
import static dev.chorus.aggregator.internal.VariantStatus.online;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fit;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.window.MemberSet;
import dev.chorus.core.window.Unproven;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VariantDirectoryTest {

    private final VariantDirectory directory =
            new VariantDirectory(FAMILY, InstancePolicy.DEFAULT, new MemoryBudget(64 << 20).share("roll", 100));

    @Test
    void memberSet_noVariantKnown_isEmpty() {
        assertEquals(MemberSet.empty(FAMILY), directory.memberSet());
        assertEquals(List.of(), directory.members());
        assertEquals(OptionalLong.empty(), directory.nextSilence());
    }

    @Test
    void memberSet_variantsOnline_awaitsAllWithTheirWeights() {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);
        directory.update(of("g2", "p64", State.DEGRADED, PARTS, 1, "1.0.0"), 0);

        assertEquals(
                new MemberSet(
                        PARTS,
                        FAMILY,
                        "1.0.0",
                        Map.of("p32", VariantWeight.of(0.5), "p64", VariantWeight.of(1)),
                        Set.of("p32", "p64"),
                        Set.of("p32", "p64"),
                        Map.of(),
                        new Unproven(Set.of("p32", "p64"), Set.of("p32", "p64"))),
                directory.memberSet());
    }

    @Test
    void memberSet_fittedFamily_hasTheFitOfTheNewestVersion() {
        Fit fit = Fit.of(0.75, 1.5);
        directory.update(VariantStatus.fitted("g1", "p32", 0.5, fit, Map.of("log-pool", FusedFit.NONE)), 0);

        assertEquals(
                new VariantWeight(0.5, fit),
                directory.memberSet().variantWeights().get("p32"));
        assertEquals(Set.of("log-pool"), directory.memberSet().fused().keySet());

        directory.update(of("g2", "p64", State.ONLINE, PARTS, 1, "1.1.0"), 0);

        assertEquals(Map.of(), directory.memberSet().fused());
    }

    @Test
    void update_willWithoutLabels_keepsWhatWasServedAndExpectsIt() {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);
        directory.update(online("g2", "p64", PARTS, 1), 0);

        directory.update(bareWill("g1", "p32"), 1);

        MemberSet memberSet = directory.memberSet();
        assertEquals(Set.of("p64"), memberSet.awaited());
        assertEquals(Set.of("p32", "p64"), memberSet.expected());
        assertEquals(VariantWeight.of(0.5), memberSet.variantWeights().get("p32"));
        assertEquals(
                new Member("g1", "p32", State.OFFLINE, true),
                directory.members().get(0));
    }

    @Test
    void memberSet_willOfAnInstanceNeverSeenAlive_expectsIt() {
        directory.update(bareWill("g1", "p32"), 0);
        directory.update(online("g2", "p64", PARTS, 1), 0);

        assertEquals(Set.of("p32", "p64"), directory.memberSet().expected());
        assertEquals(Map.of("p64", VariantWeight.of(1)), directory.memberSet().variantWeights());
    }

    @Test
    void update_willOfAnotherVariant_forgetsWhatTheInstanceServedBefore() {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);

        directory.update(bareWill("g1", "p64"), 1);

        assertEquals(
                new MemberSet(
                        null,
                        FAMILY,
                        null,
                        Map.of(),
                        Set.of(),
                        Set.of("p64"),
                        Map.of(),
                        new Unproven(Set.of(), Set.of("p64"))),
                directory.memberSet());
    }

    @Test
    void update_stopped_isNeitherAwaitedNorExpectedButStillWeighed() {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);

        directory.update(of("g1", "p32", State.STOPPED, null, 0, null), 1);

        MemberSet memberSet = directory.memberSet();
        assertEquals(Set.of(), memberSet.expected());
        assertEquals(Map.of("p32", VariantWeight.of(0.5)), memberSet.variantWeights());
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_MODEL", "MISCONFIGURED"})
    void update_instanceThatLostItsModel_isNoLongerOfTheRoster(State state) {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);

        directory.update(of("g1", "p32", state, null, 0, null), 1);

        assertEquals(MemberSet.empty(FAMILY), directory.memberSet());
    }

    @Test
    void memberSet_oneOfTwoInstancesOfAVariantOffline_stillAwaitsTheVariant() {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);
        directory.update(online("g2", "p32", PARTS, 0.4), 0);

        directory.update(bareWill("g1", "p32"), 1);

        assertEquals(Set.of("p32"), directory.memberSet().awaited());
        assertEquals(Map.of("p32", VariantWeight.of(0.4)), directory.memberSet().variantWeights());
    }

    @Test
    void memberSet_severalLabelSets_takesTheGreatestWeightOfAwaitedVariants() {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);
        directory.update(online("g2", "p64", PARTS, 0.6), 0);
        directory.update(online("g3", "t32", TOOLS, 1), 0);

        assertEquals(PARTS, directory.memberSet().labelSet());
        assertEquals(Set.of("p32", "p64"), directory.memberSet().awaited());
        assertEquals(Set.of("p32", "p64", "t32"), directory.memberSet().expected());

        directory.update(bareWill("g1", "p32"), 1);

        assertEquals(TOOLS, directory.memberSet().labelSet());
        assertEquals(
                List.of(false, false, true),
                directory.members().stream().map(Member::compatible).toList());
    }

    /** A client can publish a status although it cannot publish results. */
    @Test
    void memberSet_otherLabelsWithAnyWeightThatNothingWasAnsweredWith_doNotSilenceTheFamily() {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);
        directory.recordResult("p32", PARTS.fingerprint());

        for (int number = 0; number < 5; number++) {
            directory.update(online("ghost" + number, "ghost" + number, TOOLS, 1000), 1);
        }

        assertEquals(PARTS, directory.memberSet().labelSet());
        assertEquals(Set.of("p32"), directory.memberSet().awaited());
    }

    @Test
    void memberSet_otherLabelsThatComeFirst_giveWayToThoseThatAreAnsweredWith() {
        directory.update(online("ghost", "ghost", TOOLS, 1000), 0);
        directory.update(online("g1", "p32", PARTS, 0.5), 0);
        assertEquals(TOOLS, directory.memberSet().labelSet());

        assertTrue(directory.recordResult("p32", PARTS.fingerprint()));

        assertEquals(PARTS, directory.memberSet().labelSet());
    }

    @Test
    void memberSet_otherLabelsOfFewerVariantsThatAnswer_doNotSilenceTheFamily() {
        answering("g1", "p32", PARTS, 0.5);
        answering("g2", "p64", PARTS, 0.5);

        answering("bad", "bad", TOOLS, 1000);

        assertEquals(PARTS, directory.memberSet().labelSet());
    }

    @Test
    void memberSet_asManyVariantsThatAnswerWithEitherLabelSet_staysWithTheOneThatIsFused() {
        answering("g1", "p32", PARTS, 0.5);
        assertEquals(PARTS, directory.memberSet().labelSet());

        answering("bad", "bad", TOOLS, 1000);

        assertEquals(PARTS, directory.memberSet().labelSet());
    }

    @Test
    void memberSet_mostVariantsAnswerWithANewLabelSet_takesIt() {
        for (int number = 1; number <= 3; number++) {
            answering("g" + number, "p" + number, PARTS, 1);
        }
        for (int number = 1; number <= 2; number++) {
            assertEquals(PARTS, directory.memberSet().labelSet());
            answering("g" + number, "p" + number, TOOLS, 1);
        }

        assertEquals(TOOLS, directory.memberSet().labelSet());
    }

    private void answering(String instance, String variant, LabelSet labels, double weight) {
        directory.update(online(instance, variant, labels, weight), 0);
        directory.recordResult(variant, labels.fingerprint());
    }

    @Test
    void memberSet_secondInstanceOfAVariantThatAnswers_doesNotChangeItsWeight() {
        answering("g2", "p32", PARTS, 0.5);

        directory.update(online("g1", "p32", PARTS, 1000), 1);
        directory.update(online("g3", "p32", PARTS, 0.0001), 1);
        directory.recordResult("p32", PARTS.fingerprint());

        assertEquals(Map.of("p32", VariantWeight.of(0.5)), directory.memberSet().variantWeights());
    }

    @Test
    void memberSet_secondInstanceOnceTheFirstHasGone_speaksForTheVariant() {
        answering("g2", "p32", PARTS, 0.5);
        directory.update(online("g1", "p32", PARTS, 0.6), 1);
        directory.update(bareWill("g2", "p32"), 2);
        assertEquals(Set.of("p32"), directory.memberSet().unproven().awaited());
        assertEquals(Set.of(), directory.memberSet().unproven().expected());

        directory.recordResult("p32", PARTS.fingerprint());

        assertEquals(Map.of("p32", VariantWeight.of(0.6)), directory.memberSet().variantWeights());
        assertEquals(Set.of(), directory.memberSet().unproven().awaited());
    }

    @Test
    void memberSet_instancesOfAVariantThatComeTogether_theOneNearestToTheMedianCounts() {
        answering("g1", "p32", PARTS, 0.9);
        answering("g2", "p48", PARTS, 1);
        answering("g3", "p64", PARTS, 1.1);
        directory.update(online("a", "p72", PARTS, 1000), 0);
        directory.update(online("b", "p72", PARTS, 0.0001), 0);
        directory.update(online("c", "p72", PARTS, 1.2), 0);

        directory.recordResult("p72", PARTS.fingerprint());

        assertEquals(
                VariantWeight.of(1.2), directory.memberSet().variantWeights().get("p72"));
    }

    @Test
    void memberSet_weightAboveTheLimit_countsAsTheLimit() {
        answering("g1", "p32", PARTS, 0.5);
        answering("g2", "p48", PARTS, 1);
        answering("g3", "p64", PARTS, 1.1);
        answering("bad", "bad", PARTS, 1000);

        assertEquals(VariantWeight.of(2), directory.memberSet().variantWeights().get("bad"));
        assertEquals(List.of("weight of bad is 1000.0, limited to 2.0 (weight.cap)"), directory.limited());
    }

    /** A variant that has never answered does not change the limit. */
    @Test
    void memberSet_manyGhostsOfGreatWeight_doNotRaiseTheLimit() {
        answering("g1", "p32", PARTS, 1);
        answering("bad", "bad", PARTS, 1000);
        for (int number = 0; number < 10; number++) {
            directory.update(online("ghost" + number, "ghost" + number, PARTS, 1000), 0);
            directory.update(online("again" + number, "p32", PARTS, 1000), 0);
        }

        assertEquals(VariantWeight.of(2), directory.memberSet().variantWeights().get("bad"));
    }

    @Test
    void memberSet_fitOfAVariantThatNeverAnswered_isNotPassedOn() {
        answering("g1", "p32", PARTS, 1);
        Status ghost = VariantStatus.fitted("g2", "ghost", 1, Fit.of(1, 1), Map.of("log-pool", FusedFit.NONE));
        directory.update(ghost, 0);

        assertEquals(Map.of(), directory.memberSet().fused());
    }

    @Test
    void memberSet_instancesThatTheNewPolicyDoesNotAllow_areDropped() {
        answering("gw1", "p32", PARTS, 1);
        answering("gw2", "p64", PARTS, 1);
        answering("other", "p64", PARTS, 1);

        directory.setPolicy(
                new InstancePolicy(NamePatterns.parse("p64@gw*").orElseThrow(), NamePatterns.ALL, WeightCap.DEFAULT));

        assertEquals(
                List.of("gw2"), directory.members().stream().map(Member::id).toList());
    }

    @Test
    void update_fullDirectory_makesRoomForAVariantThatAnswers() {
        IntStream.range(0, VariantDirectory.MAX_INSTANCES)
                .forEach(number -> directory.update(online("ghost" + number, "ghost" + number, PARTS, 1), 0));
        assertFalse(directory.update(online("g1", "p32", PARTS, 1), 1));

        directory.recordResult("p32", PARTS.fingerprint());

        assertTrue(directory.update(online("g1", "p32", PARTS, 1), 2));
        directory.recordResult("p32", PARTS.fingerprint());
        assertFalse(directory.memberSet().unproven().awaited().contains("p32"));
        assertEquals(VariantDirectory.MAX_INSTANCES, directory.members().size());
    }

    @Test
    void update_allLabelSetsTaken_makesRoomForOneThatIsAnsweredWith() {
        IntStream.range(0, VariantDirectory.MAX_LABEL_SETS)
                .forEach(number -> directory.update(online("ghost" + number, "v", labels(number), 1000), 0));
        assertFalse(directory.update(online("g1", "p32", PARTS, 1), 1));

        directory.recordResult("p32", PARTS.fingerprint());
        assertTrue(directory.update(online("g1", "p32", PARTS, 1), 2));
        directory.recordResult("p32", PARTS.fingerprint());

        assertEquals(PARTS, directory.memberSet().labelSet());
    }

    @Test
    void memberSet_manyInstancesOfOneVariant_countItsWeightOnce() {
        directory.update(online("g1", "p32", PARTS, 1), 0);
        directory.update(online("g2", "t32", TOOLS, 0.6), 0);
        directory.update(online("g3", "t32", TOOLS, 0.6), 0);

        assertEquals(PARTS, directory.memberSet().labelSet());
    }

    @Test
    void memberSet_equalWeights_takesTheNewerVersion() {
        directory.update(of("g1", "p32", State.ONLINE, PARTS, 1, "1.10.0"), 0);
        directory.update(of("g2", "t32", State.ONLINE, TOOLS, 1, "1.9.0"), 0);

        assertEquals(PARTS, directory.memberSet().labelSet());
        assertEquals("1.10.0", directory.memberSet().familyVersion());
    }

    @Test
    void memberSet_equalWeightsAndVersions_takesTheSmallerFingerprintInAnyOrder() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        LabelSet smaller = Long.compareUnsigned(
                                PARTS.fingerprint().bits(), TOOLS.fingerprint().bits())
                        < 0
                ? PARTS
                : TOOLS;
        List<Status> statuses = new ArrayList<>(List.of(
                online("g1", "p32", PARTS, 0.1),
                online("g2", "p64", PARTS, 0.2),
                online("g3", "t32", TOOLS, 0.1),
                online("g4", "t64", TOOLS, 0.2)));
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(statuses, random);
            VariantDirectory another =
                    new VariantDirectory(FAMILY, InstancePolicy.DEFAULT, new MemoryBudget(64 << 20).share("roll", 100));

            statuses.forEach(status -> another.update(status, 0));

            assertEquals(smaller, another.memberSet().labelSet());
        }
    }

    @Test
    void memberSet_versionThatIsNone_isNotPassedOn() {
        directory.update(of("g1", "p32", State.ONLINE, PARTS, 1, "latest and greatest"), 0);
        directory.update(of("g2", "p64", State.ONLINE, PARTS, 1, "1".repeat(100)), 0);

        assertEquals(null, directory.memberSet().familyVersion());
    }

    @Test
    void remove_vanishedInstance_isDropped() {
        directory.update(of("g1", "p32", State.OFFLINE, PARTS, 0.5, "1.0.0"), 0);

        directory.remove("g1");
        directory.remove("g2");

        assertEquals(MemberSet.empty(FAMILY), directory.memberSet());
    }

    @Test
    void remove_liveInstance_isDroppedOnceItIsSilent() {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);
        directory.update(online("g2", "p64", PARTS, 0.5), 0);
        directory.remove("g1");
        directory.remove("g2");
        directory.update(online("g2", "p64", PARTS, 0.5), 1);

        directory.expire(VariantDirectory.SILENCE.toNanos() - 1);
        assertEquals(Set.of("p32", "p64"), directory.memberSet().awaited());

        directory.expire(VariantDirectory.SILENCE.toNanos() + 1);
        assertEquals(List.of(new Member("g2", "p64", State.OFFLINE, true)), directory.members());
    }

    @Test
    void update_moreInstancesThanThereIsRoomFor_refusesThemButNotThoseKnown() {
        IntStream.range(0, VariantDirectory.MAX_INSTANCES)
                .forEach(number -> assertTrue(directory.update(online("g" + number, "v" + number, PARTS, 1), 0)));

        assertFalse(directory.update(online("one-more", "p32", PARTS, 1), 1));
        assertTrue(directory.update(bareWill("g7", "v7"), 1));
        assertEquals(VariantDirectory.MAX_INSTANCES, directory.members().size());
    }

    @Test
    void update_fullDirectory_makesRoomByDroppingAStoppedOne() {
        IntStream.range(0, VariantDirectory.MAX_INSTANCES)
                .forEach(number -> directory.update(online("g" + number, "v" + number, PARTS, 1), 0));
        directory.update(of("g7", "v7", State.STOPPED, PARTS, 1, "1.0.0"), 1);

        assertTrue(directory.update(online("one-more", "p32", PARTS, 1), 2));

        assertTrue(directory.memberSet().awaited().contains("p32"));
        assertFalse(directory.memberSet().variantWeights().containsKey("v7"));
    }

    @Test
    void update_moreLabelSetsThanThereIsRoomFor_refusesThemButNotThoseKnown() {
        IntStream.range(0, VariantDirectory.MAX_LABEL_SETS)
                .forEach(number -> assertTrue(directory.update(online("g" + number, "v", labels(number), 1), 0)));

        assertFalse(directory.update(online("one-more", "v", labels(1000), 1), 1));
        assertTrue(directory.update(online("another", "v", labels(3), 1), 1));
        assertTrue(directory.update(online("g3", "v", labels(3), 1), 1));
    }

    private static LabelSet labels(int number) {
        return new LabelSet(List.of("one of " + number, "other of " + number));
    }

    @Test
    void expire_instanceSilentForTooLong_isTakenForVanished() {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);
        directory.update(online("g2", "p64", PARTS, 1), 1000);
        long silence = VariantDirectory.SILENCE.toNanos();
        assertEquals(OptionalLong.of(silence), directory.nextSilence());

        directory.expire(silence - 1);
        assertEquals(Set.of("p32", "p64"), directory.memberSet().awaited());

        directory.expire(silence);
        assertEquals(Set.of("p64"), directory.memberSet().awaited());
        assertEquals(Set.of("p32", "p64"), directory.memberSet().expected());
        assertEquals(OptionalLong.of(silence + 1000), directory.nextSilence());
    }

    @Test
    void update_instanceThatWasTakenForVanished_isBack() {
        directory.update(online("g1", "p32", PARTS, 0.5), 0);
        long later = VariantDirectory.SILENCE.toNanos();
        directory.expire(later);

        directory.update(online("g1", "p32", PARTS, 0.5), later + 1);

        assertEquals(Set.of("p32"), directory.memberSet().awaited());
    }
}
