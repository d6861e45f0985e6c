package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.ask.Answers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation found, ready to be written down. Accuracies are shares of pictures, 0 to 1.
 *
 * @param family name and version
 * @param pictures how many were asked about
 * @param seed of the first
 * @param variants id to its own accuracy
 * @param k classes that each variant sent for {@code fused} and {@code without}
 * @param fused accuracy of all variants together
 * @param aboveBest {@code fused} less the best variant's accuracy
 * @param without id to the accuracy of the others together, that one being lost; empty for a family of one
 * @param fusedByK k to accuracy of all variants together
 * @param circumstances how, when and on what this was measured, in the order to be shown
 */
public record Report(
        String family,
        int pictures,
        long seed,
        Map<String, Double> variants,
        int k,
        double fused,
        double aboveBest,
        Map<String, Double> without,
        Map<Integer, Double> fusedByK,
        Map<String, String> circumstances) {

    /** What a variant sends unless configured otherwise: a Top-5 result is 52 bytes at most. */
    private static final int USUAL_K = 5;

    /**
     * Counts what the variants answered.
     *
     * @param answers of the family's variants, in their order
     * @param seed of the first picture
     */
    public static Report of(Family family, Answers answers, long seed, Map<String, String> circumstances) {
        List<Variant> variants = family.variants();
        int mostK = variants.stream().mapToInt(Variant::k).min().orElseThrow();
        int k = Math.min(USUAL_K, mostK);
        Map<String, Double> single = new LinkedHashMap<>();
        Map<String, Double> without = new LinkedHashMap<>();
        for (int at = 0; at < variants.size(); at++) {
            int lost = at;
            String id = variants.get(at).id();
            single.put(id, answers.accuracyOf(at));
            if (variants.size() > 1) {
                without.put(id, answers.fusedAccuracy(k, variant -> variant != lost));
            }
        }
        Map<Integer, Double> byK = new LinkedHashMap<>();
        for (int sent = 1; sent <= mostK; sent++) {
            byK.put(sent, answers.fusedAccuracy(sent, variant -> true));
        }
        double fused = byK.get(k);
        double best =
                single.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        String name = family.name() + " " + family.version();
        return new Report(name, answers.pictures(), seed, single, k, fused, fused - best, without, byK, circumstances);
    }
}
