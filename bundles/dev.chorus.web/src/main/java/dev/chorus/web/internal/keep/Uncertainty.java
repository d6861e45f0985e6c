package dev.chorus.web.internal.keep;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.TopKResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A result that needs a label from an operator. Immutable.
 *
 * @param result the uncertain result
 * @param at when it arrived
 * @param reasons {@value #DISAGREEMENT}, {@value #MARGIN} or both
 * @param firstLabels the first label of each variant that has answered, by the variant's id
 */
public record Uncertainty(FusedResult result, Instant at, List<String> reasons, Map<String, String> firstLabels) {

    static final String DISAGREEMENT = "disagreement";
    static final String MARGIN = "margin";

    public Uncertainty {
        reasons = List.copyOf(reasons);
        firstLabels = Collections.unmodifiableMap(new TreeMap<>(firstLabels));
    }

    /**
     * Examines a result.
     *
     * @param topK the Top-k results so far, by variant
     * @param labels returns the labels of a Top-k result, empty where they are unknown
     * @return empty if there is no answer, or the answer is certain
     */
    public static Optional<Uncertainty> of(
            FusedResult result,
            Instant at,
            Map<String, TopKResult> topK,
            KeepOptions options,
            Function<TopKResult, Optional<LabelSet>> labels) {
        if (result.outcome() != FusedResult.Outcome.ANSWERED) {
            return Optional.empty();
        }
        Map<String, String> firsts = new TreeMap<>();
        topK.forEach((variant, one) -> {
            if (!one.isRefusal()) {
                int first = one.topK().classAt(0);
                firsts.put(
                        variant,
                        labels.apply(one)
                                .filter(known -> first < known.size())
                                .map(known -> known.label(first))
                                .orElse("class " + first));
            }
        });
        List<String> reasons = new ArrayList<>();
        if (options.disagreement()
                && firsts.values().stream().distinct().limit(2).count() > 1) {
            reasons.add(DISAGREEMENT);
        }
        if (result.margin() < options.margin()) {
            reasons.add(MARGIN);
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(new Uncertainty(result, at, reasons, firsts));
    }

    /** Returns the top label of the answer. */
    String label() {
        return result.labels().get(0).label();
    }
}
