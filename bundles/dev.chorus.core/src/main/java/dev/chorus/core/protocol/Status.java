package dev.chorus.core.protocol;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.FusedFitJson;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Names;
import dev.chorus.core.family.Variant;
import dev.chorus.core.peer.SortedCopies;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The status that one instance publishes ({@code docs/protocol.md}, "Status").
 *
 * @param kind of service
 * @param id of the instance, as {@link Names} requires
 * @param state of the instance
 * @param problem for display, at most {@value WireText#MAX_LENGTH} characters in one line; null if there is none
 * @param family its name; null if unknown
 * @param familyVersion null if unknown
 * @param software version of the bundle; null if unknown
 * @param counters name to number since the start, at most {@value WireLimits#COUNTERS}
 * @param variant the fields of a variant; null if and only if the kind is another
 * @param members the variant instances that an aggregator knows, at most {@value WireLimits#VARIANTS}; empty for others
 * @param drift of an aggregator's answers; null if unknown, and for others
 */
public record Status(
        Kind kind,
        String id,
        State state,
        String problem,
        String family,
        String familyVersion,
        String software,
        Map<String, Long> counters,
        Serving variant,
        List<Member> members,
        Drift drift) {

    /** The kind of service that publishes a status. */
    public enum Kind {
        VARIANT,
        AGGREGATOR,
        /** Sends requests, such as the component of a wire graph. */
        REQUESTER;

        /** Its name in topics and JSON. */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    /** The state of an instance. */
    public enum State {
        ONLINE,
        DEGRADED,
        MISCONFIGURED,
        NO_MODEL,
        STOPPED,
        OFFLINE;

        /** Its name in JSON. */
        public String wireName() {
            return WireNames.of(this);
        }

        /** Whether requests wait for a variant in this state. */
        public boolean isAwaited() {
            return this == ONLINE || this == DEGRADED;
        }

        /** Whether a fused answer without a variant in this state is degraded. */
        public boolean isExpected() {
            return isAwaited() || this == OFFLINE;
        }
    }

    /**
     * The model that a variant serves.
     *
     * @param variant its id
     * @param labelSet null without a model
     * @param weight its fusion weight, above 0; 0 without a model
     * @param k number of classes in a frame; 0 without a model
     * @param fit what was fitted to its answers; {@link Fit#NONE} if nothing was fitted
     * @param fused fusion strategy to what was fitted to the answers of its whole family; empty if nothing was fitted
     */
    public record Serving(
            String variant, LabelSet labelSet, double weight, int k, Fit fit, Map<String, FusedFit> fused) {

        public Serving {
            Names.check("variant", variant);
            Objects.requireNonNull(fit, "fit");
            fused = SortedCopies.map(fused);
            WireLimits.checkSize("fused", fused.size(), FusedFitJson.MAX_STRATEGIES);
            fused.keySet().forEach(strategy -> Names.check("strategy", strategy));
            boolean serves = labelSet != null;
            if (serves && !(weight > 0 && weight <= Variant.MAX_WEIGHT) || serves && (k < 1 || k > TopK.MAX_K)) {
                throw new IllegalArgumentException("weight and k must be above 0, at most " + Variant.MAX_WEIGHT
                        + " and " + TopK.MAX_K + ", were " + weight + " and " + k);
            }
        }

        /** Creates the fields of a variant without fits. */
        public Serving(String variant, LabelSet labelSet, double weight, int k) {
            this(variant, labelSet, weight, k, Fit.NONE, Map.of());
        }

        /** Creates the fields of a variant without a model. */
        public static Serving nothing(String variant) {
            return new Serving(variant, null, 0, 0);
        }

        /** The fingerprint of the label set, or null without a model. */
        public Fingerprint fingerprint() {
            return labelSet == null ? null : labelSet.fingerprint();
        }
    }

    /**
     * A variant instance as seen by an aggregator.
     *
     * @param compatible whether it serves the label set that is being fused
     * @param behind whether its variant is a straggler, which requests do not wait for
     * @param answerTime the median of its variant's recent answers, from the aggregator's first knowledge of a request;
     *     null before the first answer
     */
    public record Member(
            String id, String variant, State state, boolean compatible, boolean behind, Duration answerTime) {

        /** @throws IllegalArgumentException if id or variant is not a valid name */
        public Member {
            Names.check("id", id);
            Names.check("variant", variant);
            Objects.requireNonNull(state, "state");
            if (answerTime != null) {
                answerTime = WireFields.duration("answerTime", answerTime);
            }
        }

        /** Creates a member that has not answered yet. */
        public Member(String id, String variant, State state, boolean compatible) {
            this(id, variant, state, compatible, false, null);
        }
    }

    /** @throws IllegalArgumentException naming the invalid field and value; a problem that is too long is cut */
    public Status {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(state, "state");
        Names.check("id", id);
        problem = WireText.line(problem);
        if ((kind == Kind.VARIANT) != (variant != null)) {
            throw new IllegalArgumentException("variant must be present if and only if kind is variant, was " + variant
                    + " with kind " + kind.wireName());
        }
        if (family != null) {
            Names.check("family", family);
        }
        WireFields.checkVersion("familyVersion", familyVersion);
        WireFields.checkVersion("software", software);
        counters = SortedCopies.map(counters);
        WireLimits.checkSize("counters", counters.size(), WireLimits.COUNTERS);
        counters.forEach(Status::checkCounter);
        WireLimits.checkSize("members", members.size(), WireLimits.VARIANTS);
        members = List.copyOf(members);
    }

    private static void checkCounter(String name, long count) {
        Names.check("counters", name);
        if (count < 0 || count > WireLimits.MAX_COUNT) {
            throw new IllegalArgumentException(
                    "counter " + name + " must be within 0.." + WireLimits.MAX_COUNT + ", was " + count);
        }
    }

    /** Creates a status without drift. */
    public Status(
            Kind kind,
            String id,
            State state,
            String problem,
            String family,
            String familyVersion,
            String software,
            Map<String, Long> counters,
            Serving variant,
            List<Member> members) {
        this(kind, id, state, problem, family, familyVersion, software, counters, variant, members, null);
    }

    /** Returns this status with an additional problem, which changes the state online to degraded. */
    public Status withProblem(String more) {
        return new Status(
                kind,
                id,
                state == State.ONLINE ? State.DEGRADED : state,
                problem == null ? more : problem + "; " + more,
                family,
                familyVersion,
                software,
                counters,
                variant,
                members,
                drift);
    }

    /** Returns this status with another state. */
    public Status withState(State newState) {
        return new Status(
                kind, id, newState, problem, family, familyVersion, software, counters, variant, members, drift);
    }

    /** Returns the will of this instance: offline, without any fields that may be outdated by then. */
    public Status will() {
        return new Status(
                kind,
                id,
                State.OFFLINE,
                null,
                family,
                null,
                software,
                Map.of(),
                variant == null ? null : Serving.nothing(variant.variant()),
                List.of());
    }
}
