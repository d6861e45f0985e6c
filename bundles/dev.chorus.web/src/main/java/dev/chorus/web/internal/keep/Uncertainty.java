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
 * A result that somebody should look at. Immutable.
 *
 * @param result that is doubted
 * @param at when it came
 * @param reasons why: {@value #DISAGREEMENT}, {@value #MARGIN} or both
 * @param said the first label of each variant that has answered, by the variant's id
 */
public record Uncertainty(FusedResult result, Instant at, List<String> reasons, Map<String, String> said) {

    static final String DISAGREEMENT = "disagreement";
    static final String MARGIN = "margin";

    public Uncertainty {
        reasons = List.copyOf(reasons);
        said = Collections.unmodifiableMap(new TreeMap<>(said));
    }

    /**
     * Looks at a result.
     *
     * @param heard what each variant has said by now
     * @param labels of what a variant said, where they are known
     * @return empty if there is no answer, or no doubt
     */
    public static Optional<Uncertainty> of(
            FusedResult result,
            Instant at,
            Map<String, TopKResult> heard,
            KeepOptions options,
            Function<TopKResult, Optional<LabelSet>> labels) {
        if (result.outcome() != FusedResult.Outcome.ANSWERED) {
            return Optional.empty();
        }
        Map<String, String> firsts = new TreeMap<>();
        heard.forEach((variant, one) -> {
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

    /** What the picture is taken for. */
    String label() {
        return result.labels().get(0).label();
    }
}
