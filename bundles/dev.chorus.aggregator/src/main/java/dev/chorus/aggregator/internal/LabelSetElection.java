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
 * Which label set of several is fused: the one that most awaited variants serve and have answered with; of as many the one that is fused
 * already. While no variant has answered, and where none is fused yet: the one that the greatest weight of awaited variants serves; of equal
 * ones that of the newer family version, then the one of the smaller fingerprint.
 */
final class LabelSetElection {

    private LabelSetElection() {}

    /**
     * The winner, if any instance serves a label set.
     *
     * @param cap limits the weights
     * @param present what is fused at present; null: nothing
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

    /** Those that are awaited and have answered; if there are none, those that are awaited; if there are none, all. */
    private static List<VariantInstance> credible(List<VariantInstance> instances) {
        List<VariantInstance> awaited = some(instances, VariantInstance::isAwaited);
        return some(awaited, VariantInstance::proven);
    }

    private static List<VariantInstance> some(List<VariantInstance> all, Predicate<VariantInstance> which) {
        List<VariantInstance> some = all.stream().filter(which).toList();
        return some.isEmpty() ? all : some;
    }

    /** Of several instances of a variant the lightest counts, so that no number of instances raises the median. */
    private static Collection<VariantWeight> leastWeights(List<VariantInstance> instances) {
        Map<String, VariantWeight> least = new TreeMap<>();
        instances.forEach(instance -> least.merge(
                instance.variant(),
                instance.variantWeight(),
                (one, other) -> one.weight() <= other.weight() ? one : other));
        return least.values();
    }

    /** One label set and the instances that serve it, at least one. */
    static final class Candidate {

        private final List<VariantInstance> instances;
        private final List<VariantInstance> credible;
        private final Map<String, VariantWeight> variantWeights;
        private final Version version;
        /** Variants that do not keep to them, as they say themselves. */
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

        /** Of the instances awaited, the newest; null if none is known. */
        String familyVersion() {
            return version.equals(Version.emptyVersion) ? null : version.toString();
        }

        /** Of each variant that serves or served the label set, within the limits. */
        Map<String, VariantWeight> variantWeights() {
            return variantWeights;
        }

        /** The variants that say a greater weight than they are given, with what they say. */
        Map<String, VariantWeight> limited() {
            return limited;
        }

        /** What was fitted to the answers of the whole family, as the first instance of the newest version tells it. */
        Map<String, FusedFit> fused() {
            return credible.stream()
                    .filter(instance -> instance.familyVersion().equals(version))
                    .map(VariantInstance::fused)
                    .filter(fused -> !fused.isEmpty())
                    .findFirst()
                    .orElse(Map.of());
        }

        /** The variants that are there to answer. */
        Set<String> awaited() {
            return variants(VariantInstance::isAwaited);
        }

        /** The awaited variants that have never answered. */
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
         * Of several instances of one variant an awaited one represents it; of these one that has answered; of these the one whose weight is
         * nearest to the family's median, in proportion, which an instance that wants to raise or lower its variant's weight is not.
         */
        private Map<String, VariantWeight> variantWeights(
                List<VariantInstance> all, WeightCap.Limits limits, double median) {
            Map<String, VariantInstance> speakers = new TreeMap<>();
            Comparator<VariantInstance> order = Comparator.comparing(VariantInstance::isAwaited)
                    .thenComparing(VariantInstance::proven)
                    .thenComparing(
                            instance ->
                                    Math.abs(Math.log(instance.variantWeight().weight() / median)),
                            Comparator.reverseOrder());
            all.forEach(instance -> speakers.merge(
                    instance.variant(), instance, (one, other) -> order.compare(one, other) >= 0 ? one : other));
            Map<String, VariantWeight> variantWeights = new TreeMap<>();
            speakers.forEach((variant, instance) -> {
                variantWeights.put(variant, limits.apply(instance.variantWeight()));
                if (limits.exceededBy(instance.variantWeight())) {
                    limited.put(variant, instance.variantWeight());
                }
            });
            return variantWeights;
        }
    }
}
