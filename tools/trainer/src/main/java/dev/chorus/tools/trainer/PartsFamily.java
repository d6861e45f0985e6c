package dev.chorus.tools.trainer;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.FamilyFolder;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.trainer.train.FamilyTrainer;
import java.util.ArrayList;
import java.util.List;

/**
 * The family {@code parts}: four variants that cost about the same, trading width for resolution, so that none is much better
 * than the others and each errs in its own way.
 */
final class PartsFamily {

    static final String NAME = "parts";

    static final List<VariantSpec> VARIANTS = List.of(
            new VariantSpec("p48", 48, 0.5, 192, Trunk.SHALLOW, Pooling.AVERAGE),
            new VariantSpec("p56", 56, 0.5, 192, Trunk.SHALLOW, Pooling.AVERAGE),
            new VariantSpec("p64", 64, 0.35, 192, Trunk.SHALLOW, Pooling.AVERAGE),
            new VariantSpec("p72", 72, 0.35, 192, Trunk.SHALLOW, Pooling.AVERAGE));

    static final int CLASSES = PartsArtist.LABELS.size();

    /** Classes that the models rank: the paper allows half of all; more than ten are of no use. */
    static final int K = Math.min(10, CLASSES / 2);

    private PartsFamily() {}

    static List<Integer> resolutions() {
        return VARIANTS.stream().map(VariantSpec::resolution).toList();
    }

    /** The name of a variant's ONNX file. */
    static String modelOf(VariantSpec spec) {
        return spec.id() + ".onnx";
    }

    /**
     * Describes trained models.
     *
     * @param models the ONNX files, in the order of {@link #VARIANTS}
     * @param accuracies what each was measured to do, in the same order
     */
    static Family describe(String version, List<byte[]> models, List<Double> accuracies) {
        List<Double> weights = FamilyTrainer.fusionWeights(VARIANTS);
        List<Variant> variants = new ArrayList<>();
        for (int at = 0; at < VARIANTS.size(); at++) {
            VariantSpec spec = VARIANTS.get(at);
            Network network = Network.of(spec, CLASSES);
            variants.add(new Variant(
                    spec.id(),
                    spec.alpha(),
                    spec.resolution(),
                    spec.headWidth(),
                    weights.get(at),
                    K,
                    modelOf(spec),
                    FamilyFolder.sha256(models.get(at)),
                    network.parameters(),
                    network.macs(),
                    accuracies.get(at)));
        }
        return new Family(NAME, version, new LabelSet(PartsArtist.LABELS), variants);
    }
}
