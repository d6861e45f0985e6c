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
 * Stores the last status of each variant instance of a family, and determines which of them are fused. Bounded in
 * instances, label sets and bytes; belongs to one thread, which passes the time in.
 */
final class VariantDirectory {

    /** Maximum number of instances. */
    static final int MAX_INSTANCES = 256;

    /** Maximum number of different label sets: each may take megabytes. */
    static final int MAX_LABEL_SETS = 8;

    /**
     * Silence after which an instance counts as offline. A status is published every 10 s; an instance that misses
     * three was lost together with the broker that would have published its will.
     */
    static final Duration SILENCE = Duration.ofSeconds(35);

    private final String family;
    private final DirectoryMemory memory;
    private final Map<String, VariantInstance> byId = new TreeMap<>();
    /** Live instances whose status was removed. */
    private final Set<String> removed = new HashSet<>();

    private final AnswerProofs proofs = new AnswerProofs();
    private InstancePolicy policy;
    /** Null before anything was fused. */
    private Fingerprint fused;

    /** @param memory budget for the statuses */
    VariantDirectory(String family, InstancePolicy policy, MemoryBudget.Share memory) {
        this.family = family;
        this.policy = policy;
        this.memory = new DirectoryMemory(memory);
    }

    /** Replaces the policy, and drops the instances that it does not allow. */
    void setPolicy(InstancePolicy newPolicy) {
        policy = newPolicy;
        byId.values().removeIf(instance -> !newPolicy.variants().allow(instance.variant(), instance.id()));
        proofs.instancesChanged();
    }

    /**
     * Records the status of an instance.
     *
     * @param status status of a variant
     * @return false if there is no room for another instance or label set, or for its bytes: then nothing has
     *     changed, except that stopped instances may have been dropped
     */
    boolean update(Status status, long nowNanos) {
        VariantInstance before = byId.get(status.id());
        VariantInstance now = VariantInstance.of(status, nowNanos);
        if (before != null) {
            now = now.withLabelSetOf(before).provenAs(before);
        }
        if (now.labelSet() != null) {
            Optional<LabelSet> held = labelSetLike(now);
            if (held.isEmpty() && labelSetsExcept(now.id()) >= MAX_LABEL_SETS && !dropUnprovenLabelSetFor(now)) {
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
        proofs.instancesChanged();
        return true;
    }

    /**
     * Records a message of a variant. It proves the instances that serve its label set; instances that join a proven
     * one are proven when that one is gone.
     *
     * @return true if this proves an instance
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

    private long labelSetsExcept(String id) {
        return byId.values().stream()
                .filter(instance ->
                        instance.labelSet() != null && !instance.id().equals(id))
                .map(VariantInstance::fingerprint)
                .distinct()
                .count();
    }

    /**
     * Drops the instances of a label set that no variant has answered with, in favor of a variant that has answered.
     */
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

    /** Drops a stopped instance, or in favor of a variant that has answered an instance that has not. */
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
     * Handles the removal of an instance's retained status: drops the instance at once, or, if it seems to be alive,
     * once it is silent. Any client can remove a status, and a live instance publishes it again.
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
        return instance.state().isAwaited() && nowNanos - instance.receivedNanos() >= SILENCE.toNanos();
    }

    /** Marks instances as offline that have been silent for too long. */
    void expire(long nowNanos) {
        byId.values().removeIf(instance -> isSilent(instance, nowNanos) && removed.remove(instance.id()));
        byId.replaceAll((id, instance) ->
                isSilent(instance, nowNanos) ? instance.with(State.OFFLINE, instance.receivedNanos()) : instance);
        proofs.instancesChanged();
    }

    /** When {@link #expire} could have something to do. */
    OptionalLong nextSilence() {
        Optional<VariantInstance> first = byId.values().stream()
                .filter(instance -> instance.state().isAwaited())
                .min((one, other) -> Long.signum(one.receivedNanos() - other.receivedNanos()));
        return first.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(first.get().receivedNanos() + SILENCE.toNanos());
    }

    /** Returns the members whose results are fused at present. */
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

    /** Returns a sentence for each fused variant whose weight is limited, for an operator. */
    List<String> limited() {
        return winner().map(winner -> winner.limited().entrySet().stream()
                        .map(entry -> "weight of " + entry.getKey() + " is "
                                + entry.getValue().weight() + ", limited to "
                                + winner.variantWeights().get(entry.getKey()).weight() + " (weight.cap)")
                        .toList())
                .orElse(List.of());
    }

    /** Returns all instances, sorted by id. */
    List<Member> members() {
        Fingerprint winner =
                winner().map(LabelSetElection.Candidate::fingerprint).orElse(null);
        return byId.values().stream()
                .map(instance ->
                        new Member(instance.id(), instance.variant(), instance.state(), instance.serves(winner)))
                .toList();
    }
}
