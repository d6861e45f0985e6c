package dev.chorus.tools.benchmark.code;

import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.FusionStrategies;
import dev.chorus.core.fusion.RankedClass;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One request's fusion: 8 variants of 5 classes each, to the 5 best; in an object that is used again, as the aggregator does. */
@State(Scope.Thread)
public class FusionCode {

    private static final int VARIANTS = 8;
    private static final int K = 5;
    private static final double TEMPERATURE = 0.7;
    private static final long SEED = 31;

    @Param({"scaled-sum", "fitted-weights", "log-pool", "majority"})
    public String strategy;

    @Param({"10", "100", "1000"})
    public int classes;

    private Fusion fusion;
    private final TopK[] said = new TopK[VARIANTS];
    private final VariantWeight[] variantWeights = new VariantWeight[VARIANTS];
    private final List<List<VariantWeight>> missing = new ArrayList<>();

    /** Makes what the variants say: each other classes, as far as there are so many. */
    @Setup
    public void prepare() {
        fusion = FusionStrategies.named(strategy).begin(classes);
        Random random = new Random(SEED);
        for (int variant = 0; variant < VARIANTS; variant++) {
            float[] scores = new float[classes];
            for (int each = 0; each < classes; each++) {
                scores[each] = random.nextFloat() / classes;
            }
            said[variant] = TopK.select(scores, K);
            variantWeights[variant] = VariantWeight.of(0.5 + variant / 16.0);
        }
        for (int heard = 1; heard <= VARIANTS; heard++) {
            missing.add(List.of(variantWeights).subList(heard, VARIANTS));
        }
    }

    /** From nothing to the ranking. */
    @Benchmark
    public List<RankedClass> fuse() {
        fusion.clear();
        for (int variant = 0; variant < VARIANTS; variant++) {
            fusion.add(said[variant], variantWeights[variant]);
        }
        return fusion.ranking(K);
    }

    /** The same with all that can be had: the proof tried after each variant, and a calibrated confidence. */
    @Benchmark
    public double fuseWithProofAndConfidence() {
        fusion.clear();
        int proved = 0;
        for (int variant = 0; variant < VARIANTS; variant++) {
            fusion.add(said[variant], variantWeights[variant]);
            proved += fusion.isDecided(missing.get(variant)) ? 1 : 0;
        }
        int first = fusion.ranking(K).get(0).classIndex();
        return proved + fusion.probabilities().tempered(TEMPERATURE).of(first);
    }
}
