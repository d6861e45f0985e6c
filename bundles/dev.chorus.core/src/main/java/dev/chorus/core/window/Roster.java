package dev.chorus.core.window;

import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.Voice;
import dev.chorus.core.peer.SortedCopies;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whose results are fused at the moment: the variants that serve one label set. Immutable; a window always looks at the
 * latest.
 *
 * @param labelSet what is fused, or null while no variant is known
 * @param family its name
 * @param familyVersion null while no variant is known
 * @param voices how much each known variant of that label set counts, by id
 * @param awaited the variants whose answers are waited for
 * @param expected the variants without which an answer is degraded; the awaited ones are among them, and such as have
 *     vanished or serve another label set
 * @param fused fusion strategy to what was fitted to the answers of the whole family; empty if nothing was
 * @param unproven which of the awaited and expected variants have never answered
 */
public record Roster(
        LabelSet labelSet,
        String family,
        String familyVersion,
        Map<String, Voice> voices,
        Set<String> awaited,
        Set<String> expected,
        Map<String, FusedFit> fused,
        Unproven unproven) {

    /** @throws IllegalArgumentException if an awaited variant is not expected or has no voice */
    public Roster {
        voices = SortedCopies.map(voices);
        fused = SortedCopies.map(fused);
        awaited = SortedCopies.set(awaited);
        expected = SortedCopies.set(expected);
        if (!expected.containsAll(awaited) || !voices.keySet().containsAll(awaited)) {
            throw new IllegalArgumentException("awaited are " + awaited + ", allowed are those of " + expected
                    + " that are expected and of " + voices.keySet() + " that have a voice");
        }
        if (labelSet == null && !voices.isEmpty()) {
            throw new IllegalArgumentException("variants " + voices.keySet() + " without a label set");
        }
    }

    /**
     * A roster whose variants have all answered before.
     *
     * @throws IllegalArgumentException if an awaited variant is not expected or has no voice
     */
    public Roster(
            LabelSet labelSet,
            String family,
            String familyVersion,
            Map<String, Voice> voices,
            Set<String> awaited,
            Set<String> expected,
            Map<String, FusedFit> fused) {
        this(labelSet, family, familyVersion, voices, awaited, expected, fused, Unproven.NONE);
    }

    /** Nobody is known yet. */
    public static Roster empty(String family) {
        return new Roster(null, family, null, Map.of(), Set.of(), Set.of(), Map.of());
    }

    /** What was fitted to the family's answers as a strategy fuses them; {@link FusedFit#NONE} if nothing was. */
    public FusedFit fit(FusionStrategy strategy) {
        return fused.getOrDefault(strategy.name(), FusedFit.NONE);
    }

    /** This with other voices of the same variants. */
    Roster withVoices(Map<String, Voice> others) {
        return new Roster(labelSet, family, familyVersion, others, awaited, expected, fused, unproven);
    }

    /** This, no longer waiting for some; if nobody else were left to wait for, for all as before. */
    Roster notAwaiting(Set<String> variants) {
        Set<String> others = awaited.stream()
                .filter(variant -> !variants.contains(variant))
                .collect(Collectors.toCollection(TreeSet::new));
        return others.isEmpty()
                ? this
                : new Roster(labelSet, family, familyVersion, voices, others, expected, fused, unproven);
    }

    /**
     * Returns this roster without waiting for and expecting some variants, as far as they are unproven; unchanged if no variant were left
     * to wait for.
     */
    Roster withoutUnproven(Set<String> variants) {
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
        return new Roster(labelSet, family, familyVersion, voices, stillAwaited, stillExpected, fused, unproven);
    }
}
