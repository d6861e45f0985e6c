package dev.chorus.core.window;

import dev.chorus.core.family.LabelSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose results are fused at the moment: the variants that serve one label set. Immutable; a window always looks at the
 * latest.
 *
 * @param labelSet what is fused, or null while no variant is known
 * @param family its name
 * @param familyVersion null while no variant is known
 * @param weights the fusion weight of each known variant of that label set, by id
 * @param awaited the variants whose answers are waited for
 * @param expected the variants without which an answer is degraded; the awaited ones are among them, and such as have
 *     vanished or serve another label set
 */
public record Roster(
        LabelSet labelSet,
        String family,
        String familyVersion,
        Map<String, Double> weights,
        Set<String> awaited,
        Set<String> expected) {

    /** @throws IllegalArgumentException if an awaited variant is not expected or has no weight */
    public Roster {
        weights = Map.copyOf(weights);
        awaited = Set.copyOf(awaited);
        expected = Set.copyOf(expected);
        if (!expected.containsAll(awaited) || !weights.keySet().containsAll(awaited)) {
            throw new IllegalArgumentException("awaited are " + awaited + ", allowed are those of " + expected
                    + " that are expected and of " + weights.keySet() + " that have a weight");
        }
        if (labelSet == null && !weights.isEmpty()) {
            throw new IllegalArgumentException("variants " + weights.keySet() + " without a label set");
        }
    }

    /** Nobody is known yet. */
    public static Roster empty(String family) {
        return new Roster(null, family, null, Map.of(), Set.of(), Set.of());
    }

    /** This, no longer waiting for some; if nobody else were left to wait for, for all as before. */
    Roster notAwaiting(Set<String> variants) {
        Set<String> others =
                awaited.stream().filter(variant -> !variants.contains(variant)).collect(Collectors.toSet());
        return others.isEmpty() ? this : new Roster(labelSet, family, familyVersion, weights, others, expected);
    }
}
