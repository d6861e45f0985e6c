package dev.chorus.aggregator.internal;

import dev.chorus.core.family.Fit;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.topk.TopK;
import java.util.List;
import java.util.Map;

/** Creates statuses of variants for tests. */
final class VariantStatus {

    static final String FAMILY = "parts";
    static final LabelSet PARTS = new LabelSet(List.of("bolt", "nut", "washer"));
    static final LabelSet TOOLS = new LabelSet(List.of("hammer", "pliers", "saw"));

    private VariantStatus() {}

    static Status of(String instance, String variant, State state, LabelSet labelSet, double weight, String version) {
        Serving serving = labelSet == null
                ? Serving.nothing(variant)
                : new Serving(variant, labelSet, weight, Math.min(TopK.MAX_K, labelSet.size()));
        return of(instance, state, serving, version);
    }

    private static Status of(String instance, State state, Serving serving, String version) {
        return new Status(
                Status.Kind.VARIANT, instance, state, null, FAMILY, version, "0.1.0", Map.of(), serving, List.of());
    }

    static Status online(String instance, String variant, LabelSet labelSet, double weight) {
        return of(instance, variant, State.ONLINE, labelSet, weight, "1.0.0");
    }

    /** Returns a status with values fitted to the variant and its family. */
    static Status fitted(String instance, String variant, double weight, Fit fit, Map<String, FusedFit> fused) {
        return of(instance, State.ONLINE, new Serving(variant, PARTS, weight, PARTS.size(), fit, fused), "1.0.0");
    }

    /** Returns a will, which has the id only. */
    static Status bareWill(String instance, String variant) {
        return of(instance, variant, State.OFFLINE, null, 0, null);
    }
}
