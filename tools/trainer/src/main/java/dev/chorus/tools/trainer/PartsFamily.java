package dev.chorus.tools.trainer;

import dev.chorus.core.family.LabelSet;
import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.trainer.data.Augmentation;
import dev.chorus.tools.trainer.family.FamilySpec;
import dev.chorus.tools.trainer.run.FamilyWriter;
import dev.chorus.tools.trainer.train.Recipe;
import dev.chorus.tools.trainer.train.Recipe.Method;
import dev.chorus.tools.trainer.train.Recipe.Shares;
import java.util.List;

/**
 * The family {@code parts}: four variants that cost about the same, trading width for resolution, so that none is much better
 * than the others and each errs in its own way.
 */
final class PartsFamily {

    static final String NAME = "parts";

    static final LabelSet LABELS = new LabelSet(PartsArtist.LABELS);

    static final int K = FamilyWriter.k(LABELS.size());

    private static final List<VariantSpec> VARIANTS = List.of(
            variant("p48", 48, 0.5), variant("p56", 56, 0.5), variant("p64", 64, 0.35), variant("p72", 72, 0.35));

    /** A part is the same part from all eight sides; drawings are cheap, so there is nothing to gain from mixing them. */
    private static final Augmentation LOOKS = new Augmentation(false, true, 0, 0, 0);

    private PartsFamily() {}

    private static VariantSpec variant(String id, int resolution, double alpha) {
        return new VariantSpec(id, resolution, 0, alpha, 192, Trunk.SHALLOW, Pooling.AVERAGE, Colour.RGB);
    }

    /**
     * Variants and recipe.
     *
     * @param fusedShare weight of the fused answer's loss beside each variant's own
     */
    static FamilySpec spec(int batchSize, double learningRate, double fusedShare) {
        List<Shares> shares = List.of(new Shares(1, fusedShare));
        return new FamilySpec(
                VARIANTS, new Recipe(Method.ADAM, batchSize, learningRate, 0, 0, 0, false, 0, true, shares, LOOKS, 0));
    }
}
