package dev.chorus.aggregator.internal;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.Voice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/**
 * Which label set of several is fused: the one that the greatest weight of awaited variants serves; of equal ones that of
 * the newer family version, then the one of the smaller fingerprint. Aggregators that see the same come to the same result.
 */
final class LabelSetElection {

    private LabelSetElection() {}

    /** The winner, if any instance serves a label set. */
    static Optional<Candidate> winner(Collection<VariantInstance> instances) {
        Map<Fingerprint, List<VariantInstance>> byLabelSet = instances.stream()
                .filter(instance -> instance.labelSet() != null)
                .collect(Collectors.groupingBy(VariantInstance::fingerprint));
        return byLabelSet.values().stream().map(Candidate::new).max(Candidate.ORDER);
    }

    /** One label set and the instances that serve it, at least one. */
    static final class Candidate {

        private static final Comparator<Candidate> ORDER = Comparator.<Candidate>comparingDouble(
                        candidate -> candidate.awaitedWeight)
                .thenComparing(candidate -> candidate.version)
                .thenComparing(
                        candidate -> candidate.fingerprint().bits(), (one, other) -> Long.compareUnsigned(other, one));

        private final List<VariantInstance> instances;
        private final double awaitedWeight;
        private final Version version;

        private Candidate(List<VariantInstance> instances) {
            this.instances = instances;
            List<VariantInstance> awaited = new ArrayList<>(instances);
            awaited.removeIf(instance -> !instance.isAwaited());
            this.awaitedWeight =
                    voices(awaited).values().stream().mapToDouble(Voice::weight).sum();
            this.version = (awaited.isEmpty() ? instances : awaited)
                    .stream()
                            .map(VariantInstance::familyVersion)
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
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

        /** Of each variant that serves or served the label set. */
        Map<String, Voice> voices() {
            return voices(instances);
        }

        /** What was fitted to the answers of the whole family, as the first instance of the newest version tells it. */
        Map<String, FusedFit> fused() {
            return instances.stream()
                    .filter(instance -> instance.familyVersion().equals(version))
                    .map(VariantInstance::fused)
                    .filter(fused -> !fused.isEmpty())
                    .findFirst()
                    .orElse(Map.of());
        }

        /** The variants that are there to answer. */
        Set<String> awaited() {
            return instances.stream()
                    .filter(VariantInstance::isAwaited)
                    .map(VariantInstance::variant)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** Of several instances of one variant the awaited one with the greatest weight speaks for it. */
        private static Map<String, Voice> voices(List<VariantInstance> instances) {
            Map<String, VariantInstance> speakers = new TreeMap<>();
            Comparator<VariantInstance> order = Comparator.comparing(VariantInstance::isAwaited)
                    .thenComparingDouble(instance -> instance.voice().weight());
            instances.forEach(instance -> speakers.merge(
                    instance.variant(), instance, (one, other) -> order.compare(one, other) >= 0 ? one : other));
            Map<String, Voice> voices = new TreeMap<>();
            speakers.forEach((variant, instance) -> voices.put(variant, instance.voice()));
            return voices;
        }
    }
}
