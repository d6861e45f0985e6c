package dev.chorus.aggregator.internal;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.window.MemberSet;
import dev.chorus.core.window.Unproven;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The last status of each variant instance of a family, and who of them is fused. Bounded in instances, label sets and bytes;
 * belongs to one thread, which passes the time in.
 */
final class VariantDirectory {

    /** The most instances that are remembered. */
    static final int MAX_INSTANCES = 256;

    /** The most different label sets: each may take megabytes. */
    static final int MAX_LABEL_SETS = 8;

    /**
     * After how long without a word an instance counts as vanished. A status is published every 10 s; who misses three has
     * vanished together with the broker that would have told his will.
     */
    static final Duration SILENCE = Duration.ofSeconds(35);

    private final String family;
    private final DirectoryMemory memory;
    private final Map<String, VariantInstance> byId = new TreeMap<>();
    /** Instances whose status was removed while they were alive. */
    private final Set<String> removed = new HashSet<>();

    private final AnswerProofs proofs = new AnswerProofs();
    private InstancePolicy policy;
    /** Null before anything was fused. */
    private Fingerprint fused;

    /** @param memory for the statuses that are kept */
    VariantDirectory(String family, InstancePolicy policy, MemoryBudget.Share memory) {
        this.family = family;
        this.policy = policy;
        this.memory = new DirectoryMemory(memory);
    }

    /** Replaces the policy, and forgets the instances that it does not allow. */
    void setPolicy(InstancePolicy newPolicy) {
        policy = newPolicy;
        byId.values().removeIf(instance -> !newPolicy.variants().allow(instance.variant(), instance.id()));
        proofs.unsettle();
    }

    /**
     * Remembers what an instance says of itself.
     *
     * @param status of a variant
     * @return false if there is no room for one instance or label set more, or for its bytes: nothing changed then but that instances
     *     that stopped may be forgotten
     */
    boolean update(Status status, long nowNanos) {
        VariantInstance before = byId.get(status.id());
        VariantInstance now = VariantInstance.of(status, nowNanos);
        if (before != null) {
            now = now.rememberingWhatItServed(before).provenAs(before);
        }
        if (now.labelSet() != null) {
            Optional<LabelSet> held = labelSetLike(now);
            if (held.isEmpty() && labelSetsBesides(now.id()) >= MAX_LABEL_SETS && !dropUnprovenLabelSetFor(now)) {
                return false;
            }
            now = now.sharing(held.orElse(now.labelSet()));
        }
        if (!byId.containsKey(now.id()) && byId.size() >= MAX_INSTANCES && !dropOneFor(now)) {
            return false;
        }
        while (!memory.tryAdd(now, byId.values())) {
            memory.dropped();
            if (!dropOneFor(now)) {
                return false;
            }
        }
        byId.put(now.id(), now);
        removed.remove(now.id());
        proofs.unsettle();
        return true;
    }

    /**
     * Records a message of a variant. It proves the instances that serve its label set; instances that come to a proven one are proven
     * when that is gone.
     *
     * @return true if an instance is proven because of it
     */
    boolean recordResult(String variant, Fingerprint labelSet) {
        if (!proofs.add(variant, labelSet)) {
            return false;
        }
        List<VariantInstance> alike = byId.values().stream()
                .filter(instance ->
                        instance.isAwaited() && instance.variant().equals(variant) && instance.serves(labelSet))
                .toList();
        if (alike.isEmpty() || alike.stream().anyMatch(VariantInstance::proven)) {
            return false;
        }
        alike.forEach(instance -> byId.put(instance.id(), instance.withProof()));
        return true;
    }

    private Optional<LabelSet> labelSetLike(VariantInstance wanted) {
        return byId.values().stream()
                .filter(instance -> instance.serves(wanted.fingerprint()))
                .map(VariantInstance::labelSet)
                .findFirst();
    }

    private long labelSetsBesides(String id) {
        return byId.values().stream()
                .filter(instance ->
                        instance.labelSet() != null && !instance.id().equals(id))
                .map(VariantInstance::fingerprint)
                .distinct()
                .count();
    }

    /** Forgets the instances of a label set that none has answered with, for one whose variant has answered. */
    private boolean dropUnprovenLabelSetFor(VariantInstance proven) {
        if (!proofs.hold(proven.variant(), proven.fingerprint())) {
            return false;
        }
        Set<Fingerprint> answered = byId.values().stream()
                .filter(VariantInstance::proven)
                .map(VariantInstance::fingerprint)
                .collect(Collectors.toCollection(HashSet::new));
        return byId.values().stream()
                .filter(instance -> instance.labelSet() != null && !answered.contains(instance.fingerprint()))
                .map(VariantInstance::fingerprint)
                .findFirst()
                .map(dropped -> byId.values().removeIf(instance -> instance.serves(dropped)))
                .isPresent();
    }

    /** Forgets an instance that has stopped, or for one whose variant has answered an instance that has not. */
    private boolean dropOneFor(VariantInstance newcomer) {
        return drop(instance -> instance.state() == State.STOPPED)
                || newcomer.labelSet() != null
                        && proofs.hold(newcomer.variant(), newcomer.fingerprint())
                        && drop(instance -> !instance.proven());
    }

    private boolean drop(Predicate<VariantInstance> which) {
        return byId.values().stream()
                .filter(which)
                .findFirst()
                .map(instance -> byId.remove(instance.id()))
                .isPresent();
    }

    /**
     * Forgets an instance whose retained status was removed: at once, or if it is alive as far as is known, once it is silent. Any client
     * can remove a status, and a live instance publishes it again.
     */
    void remove(String id) {
        VariantInstance instance = byId.get(id);
        if (instance != null && instance.state().isAwaited()) {
            removed.add(id);
        } else {
            byId.remove(id);
        }
    }

    private boolean isSilent(VariantInstance instance, long nowNanos) {
        return instance.state().isAwaited() && nowNanos - instance.heardNanos() >= SILENCE.toNanos();
    }

    /** Takes those for vanished who have been silent for too long. */
    void expire(long nowNanos) {
        byId.values().removeIf(instance -> isSilent(instance, nowNanos) && removed.remove(instance.id()));
        byId.replaceAll((id, instance) ->
                isSilent(instance, nowNanos) ? instance.with(State.OFFLINE, instance.heardNanos()) : instance);
        proofs.unsettle();
    }

    /** When {@link #expire} could have something to do. */
    OptionalLong nextSilence() {
        Optional<VariantInstance> first = byId.values().stream()
                .filter(instance -> instance.state().isAwaited())
                .min((one, other) -> Long.signum(one.heardNanos() - other.heardNanos()));
        return first.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(first.get().heardNanos() + SILENCE.toNanos());
    }

    /** Whose results are fused, as things stand. */
    MemberSet memberSet() {
        Set<String> expected = variants(VariantInstance::isExpected);
        Set<String> proven = variants(instance -> instance.isExpected() && instance.proven());
        Set<String> unproven = expected.stream()
                .filter(variant -> !proven.contains(variant))
                .collect(Collectors.toCollection(TreeSet::new));
        Optional<LabelSetElection.Candidate> elected = winner();
        fused = elected.map(LabelSetElection.Candidate::fingerprint).orElse(null);
        return elected.map(winner -> new MemberSet(
                        winner.labelSet(),
                        family,
                        winner.familyVersion(),
                        winner.variantWeights(),
                        winner.awaited(),
                        expected,
                        winner.fused(),
                        new Unproven(winner.unproven(), unproven)))
                .orElseGet(() -> new MemberSet(
                        null, family, null, Map.of(), Set.of(), expected, Map.of(), new Unproven(Set.of(), unproven)));
    }

    private Optional<LabelSetElection.Candidate> winner() {
        return LabelSetElection.winner(byId.values(), policy.weightCap(), fused);
    }

    private Set<String> variants(Predicate<VariantInstance> which) {
        return byId.values().stream()
                .filter(which)
                .map(VariantInstance::variant)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What limits do to the variants that are fused, a sentence for each, for people. */
    List<String> limited() {
        return winner().map(winner -> winner.limited().entrySet().stream()
                        .map(entry -> "weight of " + entry.getKey() + " is "
                                + entry.getValue().weight() + ", limited to "
                                + winner.variantWeights().get(entry.getKey()).weight() + " (weight.cap)")
                        .toList())
                .orElse(List.of());
    }

    /** All instances, sorted by id. */
    List<Member> members() {
        Fingerprint winner =
                winner().map(LabelSetElection.Candidate::fingerprint).orElse(null);
        return byId.values().stream()
                .map(instance ->
                        new Member(instance.id(), instance.variant(), instance.state(), instance.serves(winner)))
                .toList();
    }
}
