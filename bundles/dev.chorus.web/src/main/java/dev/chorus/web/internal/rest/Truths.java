package dev.chorus.web.internal.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.web.internal.watch.SeenResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Computes the accuracy of answers whose ground truth is known. Stateless. */
final class Truths {

    private Truths() {}

    /**
     * Computes the accuracy of the family, and of each variant on the pictures that it has answered.
     *
     * @param labels returns the labels of a Top-k result, empty where they are unknown
     * @return null where no ground truth is known
     */
    static JsonElement accuracy(List<SeenResult> results, Function<TopKResult, Optional<LabelSet>> labels) {
        int known = 0;
        int right = 0;
        Map<String, int[]> variants = new TreeMap<>();
        for (SeenResult seen : results) {
            if (seen.truth().isEmpty()) {
                continue;
            }
            String truth = seen.truth().get();
            known++;
            right += !seen.result().labels().isEmpty()
                            && seen.result().labels().get(0).label().equals(truth)
                    ? 1
                    : 0;
            seen.topK().forEach((variant, result) -> first(result, labels).ifPresent(label -> {
                int[] counts = variants.computeIfAbsent(variant, first -> new int[2]);
                counts[0]++;
                counts[1] += label.equals(truth) ? 1 : 0;
            }));
        }
        if (known == 0) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = counts(known, right);
        JsonObject each = new JsonObject();
        variants.forEach((variant, counts) -> each.add(variant, counts(counts[0], counts[1])));
        json.add("variants", each);
        return json;
    }

    private static JsonObject counts(int known, int right) {
        JsonObject json = new JsonObject();
        json.addProperty("known", known);
        json.addProperty("right", right);
        return json;
    }

    private static Optional<String> first(TopKResult result, Function<TopKResult, Optional<LabelSet>> labels) {
        if (result.isRefusal()) {
            return Optional.empty();
        }
        int first = result.topK().classAt(0);
        return labels.apply(result).filter(known -> first < known.size()).map(known -> known.label(first));
    }
}
