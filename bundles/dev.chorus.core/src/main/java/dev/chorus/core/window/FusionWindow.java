package dev.chorus.core.window;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.RankedClass;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.RetainedSize;
import dev.chorus.core.protocol.WireLimits;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fusion of one request in progress: which variants have answered, and whether the window can close. Belongs to the
 * thread that owns its {@link FusionWindows}.
 */
final class FusionWindow {

    private static final int MAX_REPLIES = 16;
    private static final int CLASSES_FOR_MARGIN = 2;

    /** An empty window with its map entries. */
    private static final int BYTES = 800;

    /** A variant with a result, and a class in it. */
    private static final int BYTES_OF_VARIANT = 200;

    private static final int BYTES_OF_CLASS = 32;

    private final RequestId id;
    private final long number;
    private final FusionStrategy strategy;
    private final AnswerSchedule schedule;
    private final Opening opening;
    private final Set<String> contributors = new TreeSet<>();
    private final Map<String, Refusal> refusals = new TreeMap<>();
    private final List<ReplyTo> replies = new ArrayList<>(1);
    private boolean asked;
    private LabelSet labelSet;
    /** Null before the first contribution and after the end. */
    private Fusion fusion;

    /** The results of the variants; empty unless they are kept. */
    private final Map<String, TopK> results = new TreeMap<>();

    private long bytes = BYTES;
    private long reportedBytes;

    /** @param number of windows opened before */
    FusionWindow(RequestId id, long number, FusionStrategy strategy, AnswerSchedule schedule, Opening opening) {
        this.id = id;
        this.number = number;
        this.strategy = strategy;
        this.schedule = schedule;
        this.opening = opening;
    }

    RequestId id() {
        return id;
    }

    long number() {
        return number;
    }

    Opening opening() {
        return opening;
    }

    AnswerSchedule schedule() {
        return schedule;
    }

    long dueNanos() {
        return schedule.dueNanos();
    }

    Set<String> contributors() {
        return contributors;
    }

    List<ReplyTo> replies() {
        return replies;
    }

    /** The requesters of the requests seen; {@link Requesters#UNKNOWN} before the first one. */
    Requesters requesters() {
        return asked ? Requesters.of(replies) : Requesters.UNKNOWN;
    }

    /** The Response Topic of the first request, which identifies the requester; empty before it is known. */
    String requester() {
        return replies.isEmpty() ? "" : replies.get(0).topic();
    }

    /**
     * Records the request.
     *
     * @param replyTo where to send the answer, or null
     */
    void ask(ReplyTo replyTo) {
        asked = true;
        if (replyTo != null && replies.size() < MAX_REPLIES && !replies.contains(replyTo)) {
            ReplyTo kept = replies.isEmpty() ? replyTo : replyTo.sharingWith(replies.get(0));
            replies.add(kept);
            boolean shared = replies.size() > 1
                    && kept.correlationData() == replies.get(0).correlationData();
            bytes += BYTES_OF_VARIANT + RetainedSize.of(kept.topic()) + (shared ? 0 : kept.correlationData().length);
        }
    }

    /** Whether its request was seen, not only results. */
    boolean isAsked() {
        return asked;
    }

    /** An estimate of the heap it uses. */
    long bytes() {
        return bytes;
    }

    /** Keeps the result of a variant in addition to its fusion. */
    void keep(String variant, TopK topK) {
        if (contributors.contains(variant) && results.put(variant, topK) == null) {
            bytes += BYTES_OF_VARIANT + (long) BYTES_OF_CLASS * topK.k();
        }
    }

    /** The results of the variants, as far as they were kept. */
    Map<String, TopK> results() {
        return results;
    }

    /** Returns the growth in bytes since the last call. */
    long growth() {
        long growth = bytes - reportedBytes;
        reportedBytes = bytes;
        return growth;
    }

    boolean hasResult(String variant) {
        return contributors.contains(variant) || refusals.containsKey(variant);
    }

    /**
     * Whether a label set may be added: the first result determines that of the window, so that label sets never mix.
     */
    boolean accepts(LabelSet offered) {
        return contributors.isEmpty() || labelSet.equals(offered);
    }

    /** Adds a result; does nothing if the number of variants has reached its maximum. */
    void add(String variant, TopK topK, VariantWeight variantWeight, LabelSet servedLabelSet, FusionPool fusions) {
        if (isFull()) {
            return;
        }
        if (contributors.isEmpty()) {
            labelSet = servedLabelSet;
            fusion = fusions.take(strategy, labelSet.size());
        }
        contributors.add(variant);
        bytes += BYTES_OF_VARIANT + (long) BYTES_OF_CLASS * topK.k();
        fusion.add(topK, variantWeight);
    }

    /** Releases the fusion; no result may be added or read afterwards. */
    void end(FusionPool fusions) {
        if (fusion != null) {
            fusions.giveBack(fusion, strategy, labelSet.size());
            fusion = null;
        }
    }

    /** Adds a refusal; does nothing if the number of variants has reached its maximum. */
    void refuse(String variant, Refusal refusal) {
        if (!isFull()) {
            refusals.put(variant, refusal);
            bytes += BYTES_OF_VARIANT;
        }
    }

    /** Peers can announce any number of variants. */
    private boolean isFull() {
        return contributors.size() + refusals.size() >= WireLimits.VARIANTS;
    }

    /**
     * Returns why the window can close before its deadline; empty while it cannot.
     *
     * @param live the variants that may still answer: the awaited ones and the stragglers
     */
    Optional<CloseReason> closable(MemberSet memberSet, Set<String> live, WindowOptions options) {
        if (memberSet.labelSet() != null && !accepts(memberSet.labelSet())) {
            // The family's label set has changed: no result can be added any more.
            return Optional.of(CloseReason.ALL);
        }
        boolean allHaveAnswered = memberSet.awaited().stream().allMatch(this::hasResult);
        if (contributors.isEmpty() && allHaveAnswered && pictureIsRefused()) {
            return Optional.of(CloseReason.ALL);
        }
        if (contributors.size() < options.quorum()) {
            return isExhausted(live) ? Optional.of(CloseReason.ALL) : Optional.empty();
        }
        if (allHaveAnswered) {
            return Optional.of(CloseReason.ALL);
        }
        return options.earlyStop() ? stop(memberSet, options.stopDisagreement()) : Optional.empty();
    }

    private Optional<CloseReason> stop(MemberSet memberSet, double disagreement) {
        List<VariantWeight> missing = memberSet.awaited().stream()
                .filter(variant -> !hasResult(variant))
                .map(memberSet.variantWeights()::get)
                .toList();
        if (fusion.isDecided(missing)) {
            return Optional.of(CloseReason.PROOF);
        }
        OptionalDouble margin = memberSet.fit(strategy).margin(disagreement);
        return margin.isPresent() && fusion.lead(missing) > margin.getAsDouble()
                ? Optional.of(CloseReason.STATISTICS)
                : Optional.empty();
    }

    /**
     * Whether refusals rule out any further answer. If such a window waited for its deadline, it would answer too late,
     * as its request may have waited at the broker, and occupy a place that others need under load.
     */
    private boolean isExhausted(Set<String> live) {
        return !refusals.isEmpty() && !live.isEmpty() && live.stream().allMatch(this::hasResult);
    }

    private boolean pictureIsRefused() {
        return !refusals.isEmpty() && refusals.values().stream().allMatch(Refusal::isOfPicture);
    }

    FusedResult close(
            CloseReason closedBy, MemberSet memberSet, WindowOptions options, long nowNanos, String aggregator) {
        Outcome outcome = outcome(options);
        List<RankedClass> ranking = outcome == Outcome.ANSWERED
                ? fusion.ranking(Math.max(CLASSES_FOR_MARGIN, options.maxLabels()))
                : List.of();
        List<String> missing = memberSet.expected().stream()
                .filter(variant -> !contributors.contains(variant))
                .sorted()
                .limit(WireLimits.VARIANTS)
                .toList();
        List<RankedLabel> labels =
                ranking.stream().limit(options.maxLabels()).map(this::named).toList();
        return new FusedResult(
                id,
                memberSet.family(),
                memberSet.familyVersion(),
                outcome,
                reason(outcome, options),
                labels.subList(0, FusedResult.countOfFitting(labels)),
                outcome == Outcome.ANSWERED && isDegraded(closedBy, memberSet, missing),
                List.copyOf(contributors),
                missing,
                refusals,
                closedBy,
                margin(ranking),
                confidence(ranking, memberSet),
                Duration.ofNanos(nowNanos - opening.nanos()),
                aggregator);
    }

    private Outcome outcome(WindowOptions options) {
        if (contributors.size() >= options.quorum()) {
            return Outcome.ANSWERED;
        }
        if (!contributors.isEmpty()) {
            return Outcome.NO_QUORUM;
        }
        return pictureIsRefused() ? Outcome.REFUSED : Outcome.NO_VARIANT;
    }

    private String reason(Outcome outcome, WindowOptions options) {
        return switch (outcome) {
            case ANSWERED -> null;
            case REFUSED -> refusals.values().iterator().next().description();
            case NO_QUORUM -> "the quorum is " + options.quorum() + ", number of answers: " + contributors.size();
            case NO_VARIANT -> refusals.isEmpty()
                    ? "no variant available: no result by the deadline"
                    : "no variant available: "
                            + refusals.values().iterator().next().description();
        };
    }

    /** A live variant that an early stop made unnecessary does not degrade an answer; a missing one does. */
    private static boolean isDegraded(CloseReason closedBy, MemberSet memberSet, List<String> missing) {
        return closedBy.isEarly()
                ? missing.stream().anyMatch(variant -> !memberSet.awaited().contains(variant))
                : !missing.isEmpty();
    }

    private RankedLabel named(RankedClass ranked) {
        return new RankedLabel(labelSet.label(ranked.classIndex()), ranked.classIndex(), ranked.score());
    }

    private OptionalDouble confidence(List<RankedClass> ranking, MemberSet memberSet) {
        return ranking.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(fusion.probabilities()
                        .tempered(memberSet.fit(strategy).temperature())
                        .of(ranking.get(0).classIndex()));
    }

    private static double margin(List<RankedClass> ranking) {
        return switch (ranking.size()) {
            case 0 -> 0;
            case 1 -> ranking.get(0).score();
            default -> ranking.get(0).score() - ranking.get(1).score();
        };
    }
}
