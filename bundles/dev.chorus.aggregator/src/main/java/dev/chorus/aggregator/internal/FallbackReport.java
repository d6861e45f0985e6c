package dev.chorus.aggregator.internal;

import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.window.MemberSet;
import dev.chorus.core.window.WindowOptions;
import java.util.ArrayList;
import java.util.List;

/** Reports the configured features for which the variants have no fitted values, so that a fallback is used. */
final class FallbackReport {

    private FallbackReport() {}

    /** Returns a sentence for each, for an operator; none while no variant is known. */
    static List<String> of(MemberSet memberSet, WindowOptions options) {
        List<String> sentences = new ArrayList<>();
        FusionStrategy strategy = options.strategy();
        List<String> unfitted = memberSet.awaited().stream()
                .filter(variant ->
                        !strategy.isServedBy(memberSet.variantWeights().get(variant)))
                .sorted()
                .toList();
        if (!unfitted.isEmpty()) {
            sentences.add("strategy " + strategy.name() + ": no fitted values for " + String.join(", ", unfitted)
                    + ", using the weight of the formula");
        }
        if (!memberSet.awaited().isEmpty() && stopsByStatistics(options) && !hasMargin(memberSet, options)) {
            sentences.add("stop.disagreement.percent: no fitted margin for " + strategy.name()
                    + " and this percentage, stopping by proof only");
        }
        return sentences;
    }

    private static boolean stopsByStatistics(WindowOptions options) {
        return options.earlyStop() && options.stopDisagreement() > 0;
    }

    private static boolean hasMargin(MemberSet memberSet, WindowOptions options) {
        return memberSet
                .fit(options.strategy())
                .margin(options.stopDisagreement())
                .isPresent();
    }
}
