package dev.chorus.aggregator.internal;

import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.window.MemberSet;
import dev.chorus.core.window.WindowOptions;
import java.util.ArrayList;
import java.util.List;

/** What the configuration asks of the variants, but was not fitted to them, so that something else stands in for it. */
final class FallbackReport {

    private FallbackReport() {}

    /** A sentence for each, for people; none while nobody is known. */
    static List<String> of(MemberSet memberSet, WindowOptions options) {
        List<String> sentences = new ArrayList<>();
        FusionStrategy strategy = options.strategy();
        List<String> unfitted = memberSet.awaited().stream()
                .filter(variant ->
                        !strategy.isServedBy(memberSet.variantWeights().get(variant)))
                .sorted()
                .toList();
        if (!unfitted.isEmpty()) {
            sentences.add("strategy " + strategy.name() + ": nothing is fitted to " + String.join(", ", unfitted)
                    + ", fused with the weight by the formula");
        }
        if (!memberSet.awaited().isEmpty() && stopsByStatistics(options) && !hasMargin(memberSet, options)) {
            sentences.add("stop.disagreement.percent: no margin is fitted for " + strategy.name()
                    + " and so little, stopping by proof only");
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
