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
 * What one instance says of itself ({@code docs/protocol.md}, "Status").
 *
 * @param kind of service
 * @param id of the instance, as {@link Names} allows
 * @param state how it is
 * @param problem what is wrong, for people, at most {@value WireText#MAX_LENGTH} characters in one line; null when nothing is
 * @param family its name; null where it is not known
 * @param familyVersion null where it is not known
 * @param software version of the bundle; null where it is not known
 * @param counters name to number since the start, at most {@value WireLimits#COUNTERS}
 * @param variant what a variant adds; null if and only if the kind is another
 * @param members the variant instances that an aggregator knows, at most {@value WireLimits#VARIANTS}; empty for others
 * @param drift of an aggregator's answers; null where it is not known, and for others
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

    /** Which service speaks. */
    public enum Kind {
        VARIANT,
        AGGREGATOR,
        /** Asks, such as the component of a wire graph. */
        REQUESTER;

        /** Its name in topics and JSON. */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    /** How an instance is. */
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

        /** Whether answers of a variant in this state are waited for. */
        public boolean isAwaited() {
            return this == ONLINE || this == DEGRADED;
        }

        /** Whether a fused answer without a variant in this state is a degraded one. */
        public boolean isExpected() {
            return isAwaited() || this == OFFLINE;
        }
    }

    /**
     * What a variant serves.
     *
     * @param variant its id
     * @param labelSet null without a model
     * @param weight its fusion weight, above 0; 0 without a model
     * @param k classes that a frame carries; 0 without a model
     * @param fit what was fitted to its answers; {@link Fit#NONE} if nothing was
     * @param fused fusion strategy to what was fitted to the answers of its whole family; empty if nothing was
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

        /** One of a family to which nothing was fitted. */
        public Serving(String variant, LabelSet labelSet, double weight, int k) {
            this(variant, labelSet, weight, k, Fit.NONE, Map.of());
        }

        /** A variant without a model. */
        public static Serving nothing(String variant) {
            return new Serving(variant, null, 0, 0);
        }

        /** The fingerprint of the label set, or null without a model. */
        public Fingerprint fingerprint() {
            return labelSet == null ? null : labelSet.fingerprint();
        }
    }

    /**
     * A variant instance as an aggregator sees it.
     *
     * @param compatible whether it serves the label set that is being fused
     * @param behind whether its variant is late again and again, so that nobody waits for it
     * @param answerTime the median of its variant's recent answers, from the aggregator's first knowledge of a request; null
     *     before there was any
     */
    public record Member(
            String id, String variant, State state, boolean compatible, boolean behind, Duration answerTime) {

        /** @throws IllegalArgumentException if id or variant is no name */
        public Member {
            Names.check("id", id);
            Names.check("variant", variant);
            Objects.requireNonNull(state, "state");
            if (answerTime != null) {
                answerTime = WireFields.duration("answerTime", answerTime);
            }
        }

        /** One that has not answered yet. */
        public Member(String id, String variant, State state, boolean compatible) {
            this(id, variant, state, compatible, false, null);
        }
    }

    /** @throws IllegalArgumentException naming field and value that are not allowed; a problem that is too long is cut */
    public Status {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(state, "state");
        Names.check("id", id);
        problem = WireText.line(problem);
        if ((kind == Kind.VARIANT) != (variant != null)) {
            throw new IllegalArgumentException("variant must be there if and only if kind is variant, was " + variant
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

    /** One of whose answers' drift nothing is known. */
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

    /** This instance with one more problem, which degrades it if it was online. */
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

    /** This instance in another state, everything else as it is. */
    public Status withState(State newState) {
        return new Status(
                kind, id, newState, problem, family, familyVersion, software, counters, variant, members, drift);
    }

    /** The will of this instance: that it is offline, and nothing that may be outdated by then. */
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
