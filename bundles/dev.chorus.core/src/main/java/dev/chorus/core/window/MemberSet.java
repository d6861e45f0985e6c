package dev.chorus.core.window;

import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.peer.SortedCopies;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The variants whose results are fused at present: those that serve one label set. Immutable; a window always uses the
 * latest one.
 *
 * @param labelSet of the family, or null while no variant is known
 * @param family its name
 * @param familyVersion null while no variant is known
 * @param variantWeights how much each known variant of that label set counts, by id
 * @param awaited the variants that requests wait for
 * @param expected the variants without which an answer is degraded; includes the awaited ones, and some that have
 *     vanished or serve another label set
 * @param fused fusion strategy to what was fitted to the answers of the whole family; empty if nothing was fitted
 * @param unproven the awaited and expected variants that have never answered
 */
public record MemberSet(
        LabelSet labelSet,
        String family,
        String familyVersion,
        Map<String, VariantWeight> variantWeights,
        Set<String> awaited,
        Set<String> expected,
        Map<String, FusedFit> fused,
        Unproven unproven) {

    /** @throws IllegalArgumentException if an awaited variant is not expected or has no weight */
    public MemberSet {
        variantWeights = SortedCopies.map(variantWeights);
        fused = SortedCopies.map(fused);
        awaited = SortedCopies.set(awaited);
        expected = SortedCopies.set(expected);
        if (!expected.containsAll(awaited) || !variantWeights.keySet().containsAll(awaited)) {
            throw new IllegalArgumentException("awaited variants must be among the expected ones, " + expected
                    + ", and those with a weight, " + variantWeights.keySet() + ", were " + awaited);
        }
        if (labelSet == null && !variantWeights.isEmpty()) {
            throw new IllegalArgumentException(
                    "without a label set there must be no variants, were " + variantWeights.keySet());
        }
    }

    /**
     * Creates members that have all answered before.
     *
     * @throws IllegalArgumentException if an awaited variant is not expected or has no weight
     */
    public MemberSet(
            LabelSet labelSet,
            String family,
            String familyVersion,
            Map<String, VariantWeight> variantWeights,
            Set<String> awaited,
            Set<String> expected,
            Map<String, FusedFit> fused) {
        this(labelSet, family, familyVersion, variantWeights, awaited, expected, fused, Unproven.NONE);
    }

    /** Returns the members of a family without known variants. */
    public static MemberSet empty(String family) {
        return new MemberSet(null, family, null, Map.of(), Set.of(), Set.of(), Map.of());
    }

    /** Returns what was fitted to the family's answers for a strategy; {@link FusedFit#NONE} if nothing was fitted. */
    public FusedFit fit(FusionStrategy strategy) {
        return fused.getOrDefault(strategy.name(), FusedFit.NONE);
    }

    /** Returns these members with other weights of the same variants. */
    MemberSet withWeights(Map<String, VariantWeight> others) {
        return new MemberSet(labelSet, family, familyVersion, others, awaited, expected, fused, unproven);
    }

    /** Returns these members without waiting for some variants; unchanged if no variant were left to wait for. */
    MemberSet notAwaiting(Set<String> variants) {
        Set<String> others = awaited.stream()
                .filter(variant -> !variants.contains(variant))
                .collect(Collectors.toCollection(TreeSet::new));
        return others.isEmpty()
                ? this
                : new MemberSet(labelSet, family, familyVersion, variantWeights, others, expected, fused, unproven);
    }

    /**
     * Returns these members without waiting for or expecting some variants, as far as they are unproven; unchanged if
     * no variant were left to wait for.
     */
    MemberSet withoutUnproven(Set<String> variants) {
        Set<String> stillAwaited = awaited.stream()
                .filter(variant ->
                        !(variants.contains(variant) && unproven.awaited().contains(variant)))
                .collect(Collectors.toCollection(TreeSet::new));
        if (stillAwaited.isEmpty()) {
            return this;
        }
        Set<String> stillExpected = expected.stream()
                .filter(variant -> stillAwaited.contains(variant)
                        || !(variants.contains(variant) && unproven.expected().contains(variant)))
                .collect(Collectors.toCollection(TreeSet::new));
        return new MemberSet(
                labelSet, family, familyVersion, variantWeights, stillAwaited, stillExpected, fused, unproven);
    }
}
