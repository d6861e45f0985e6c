package dev.chorus.aggregator.internal;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.VariantWeight;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/**
 * Elects the label set to fuse: the one that most awaited variants serve and have answered with; among equals the one
 * that is fused already. While no variant has answered, and if none is fused yet: the one with the greatest weight of
 * awaited variants; among equals the one of the newer family version, then the one with the smaller fingerprint.
 */
final class LabelSetElection {

    private LabelSetElection() {}

    /**
     * Returns the elected label set; empty if no instance serves one.
     *
     * @param cap limits the weights
     * @param present the label set fused at present; null: none
     */
    static Optional<Candidate> winner(Collection<VariantInstance> instances, WeightCap cap, Fingerprint present) {
        List<VariantInstance> serving = instances.stream()
                .filter(instance -> instance.labelSet() != null)
                .toList();
        if (serving.isEmpty()) {
            return Optional.empty();
        }
        WeightCap.Limits limits = cap.over(leastWeights(credible(serving)));
        double median = limits.weight() / cap.factor();
        return serving.stream().collect(Collectors.groupingBy(VariantInstance::fingerprint)).values().stream()
                .map(alike -> new Candidate(alike, limits, median))
                .max(Candidate.order(present));
    }

    /**
     * Returns the awaited instances that have answered; if there are none, the awaited ones; if there are none, all.
     */
    private static List<VariantInstance> credible(List<VariantInstance> instances) {
        List<VariantInstance> awaited = some(instances, VariantInstance::isAwaited);
        return some(awaited, VariantInstance::proven);
    }

    private static List<VariantInstance> some(List<VariantInstance> all, Predicate<VariantInstance> which) {
        List<VariantInstance> some = all.stream().filter(which).toList();
        return some.isEmpty() ? all : some;
    }

    /**
     * Of several instances of a variant the one with the least weight counts, so that no number of instances raises
     * the median.
     */
    private static Collection<VariantWeight> leastWeights(List<VariantInstance> instances) {
        Map<String, VariantWeight> least = new TreeMap<>();
        instances.forEach(instance -> least.merge(
                instance.variant(),
                instance.variantWeight(),
                (one, other) -> one.weight() <= other.weight() ? one : other));
        return least.values();
    }

    /** A label set and the instances that serve it, at least one. */
    static final class Candidate {

        private final List<VariantInstance> instances;
        private final List<VariantInstance> credible;
        private final Map<String, VariantWeight> variantWeights;
        private final Version version;
        /** Variants whose published weight exceeds the limits. */
        private final Map<String, VariantWeight> limited = new TreeMap<>();

        private Candidate(List<VariantInstance> instances, WeightCap.Limits limits, double median) {
            this.instances = instances;
            this.credible = credible(instances);
            this.variantWeights = variantWeights(instances, limits, median);
            this.version = credible.stream()
                    .map(VariantInstance::familyVersion)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }

        private static Comparator<Candidate> order(Fingerprint present) {
            return Comparator.<Candidate>comparingInt(
                            candidate -> candidate.variants(candidate::isProven).size())
                    .thenComparing(candidate ->
                            !candidate.variants(candidate::isProven).isEmpty()
                                    && candidate.fingerprint().equals(present))
                    .thenComparingDouble(Candidate::awaitedWeight)
                    .thenComparing(candidate -> candidate.version)
                    .thenComparing(
                            candidate -> candidate.fingerprint().bits(),
                            (one, other) -> Long.compareUnsigned(other, one));
        }

        private double awaitedWeight() {
            return awaited().stream()
                    .mapToDouble(variant -> variantWeights.get(variant).weight())
                    .sum();
        }

        private boolean isProven(VariantInstance instance) {
            return instance.isAwaited() && instance.proven();
        }

        Fingerprint fingerprint() {
            return instances.get(0).fingerprint();
        }

        LabelSet labelSet() {
            return instances.get(0).labelSet();
        }

        /** Returns the newest family version of the awaited instances; null if none is known. */
        String familyVersion() {
            return version.equals(Version.emptyVersion) ? null : version.toString();
        }

        /** Returns the weight of each variant that serves or served the label set, within the limits. */
        Map<String, VariantWeight> variantWeights() {
            return variantWeights;
        }

        /** Returns the variants that publish a greater weight than the limits allow, with the published weight. */
        Map<String, VariantWeight> limited() {
            return limited;
        }

        /**
         * Returns the fit to the answers of the whole family, as published by the first instance of the newest
         * version.
         */
        Map<String, FusedFit> fused() {
            return credible.stream()
                    .filter(instance -> instance.familyVersion().equals(version))
                    .map(VariantInstance::fused)
                    .filter(fused -> !fused.isEmpty())
                    .findFirst()
                    .orElse(Map.of());
        }

        /** Returns the variants expected to answer. */
        Set<String> awaited() {
            return variants(VariantInstance::isAwaited);
        }

        /** Returns the awaited variants that have never answered. */
        Set<String> unproven() {
            Set<String> proven = variants(this::isProven);
            return awaited().stream()
                    .filter(variant -> !proven.contains(variant))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private Set<String> variants(Predicate<VariantInstance> which) {
            return instances.stream()
                    .filter(which)
                    .map(VariantInstance::variant)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /**
         * Selects the instance that represents each variant: an awaited one if there is one; of these one that has
         * answered; of these the one whose weight is closest to the family's median, in proportion, which excludes an
         * instance that tries to raise or lower its variant's weight.
         */
        private Map<String, VariantWeight> variantWeights(
                List<VariantInstance> all, WeightCap.Limits limits, double median) {
            Map<String, VariantInstance> representatives = new TreeMap<>();
            Comparator<VariantInstance> order = Comparator.comparing(VariantInstance::isAwaited)
                    .thenComparing(VariantInstance::proven)
                    .thenComparing(
                            instance ->
                                    Math.abs(Math.log(instance.variantWeight().weight() / median)),
                            Comparator.reverseOrder());
            all.forEach(instance -> representatives.merge(
                    instance.variant(), instance, (one, other) -> order.compare(one, other) >= 0 ? one : other));
            Map<String, VariantWeight> variantWeights = new TreeMap<>();
            representatives.forEach((variant, instance) -> {
                variantWeights.put(variant, limits.apply(instance.variantWeight()));
                if (limits.exceededBy(instance.variantWeight())) {
                    limited.put(variant, instance.variantWeight());
                }
            });
            return variantWeights;
        }
    }
}
