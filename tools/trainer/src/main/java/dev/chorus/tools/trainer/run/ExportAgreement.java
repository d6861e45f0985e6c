package dev.chorus.tools.trainer.run;

import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.OnnxVariant;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.data.SeenPictures;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a written model agrees with the network that was trained.
 *
 * @param disagreement the greatest difference in a probability
 * @param spread the greatest difference between two pictures' probabilities of a class: near 0 the agreement means nothing
 */
public record ExportAgreement(double disagreement, double spread) {

    /** The most that rounding makes of a shallow network's probabilities; tens of layers and large logits make more of it. */
    public static final double TOLERANCE = 1e-5;

    /** More than rounding ever makes. */
    public static final double MISTAKE = 1e-3;

    private static final int PICTURES = 32;

    /**
     * Compares on validation pictures; the worst of all variants.
     *
     * @param models the ONNX files, in the order of the specs
     */
    public static ExportAgreement of(
            Training training, List<VariantSpec> specs, List<byte[]> models, PictureSet pictures) {
        int[] some = IntStream.range(0, Math.min(PICTURES, pictures.size())).toArray();
        float[][][] expected = training.infer(specs.stream()
                .map(spec -> SeenPictures.of(pictures, spec, some))
                .toList());
        ExportAgreement worst = new ExportAgreement(0, Double.MAX_VALUE);
        for (int at = 0; at < specs.size(); at++) {
            VariantSpec spec = specs.get(at);
            ExportAgreement check = compare(spec.resolution() + spec.margin(), models.get(at), pictures, expected[at]);
            worst = new ExportAgreement(
                    Math.max(worst.disagreement, check.disagreement), Math.min(worst.spread, check.spread));
        }
        return worst;
    }

    /** Whether the models compute what was trained, as nearly as can be asked of a shallow network. */
    public boolean agrees() {
        return disagreement <= TOLERANCE;
    }

    /** Whether the models compute something else than what was trained. */
    public boolean isMistaken() {
        return !(disagreement <= MISTAKE);
    }

    private static ExportAgreement compare(int side, byte[] model, PictureSet pictures, float[][] expected) {
        double disagreement = 0;
        double spread = 0;
        try (OnnxVariant exported = new OnnxVariant(model)) {
            for (int picture = 0; picture < expected.length; picture++) {
                TopK said = exported.classify(side, side, pictures.pixels(side, picture));
                for (int rank = 0; rank < said.k(); rank++) {
                    float probability = expected[picture][said.classAt(rank)];
                    disagreement = Math.max(disagreement, Math.abs(said.scoreAt(rank) - probability));
                    spread = Math.max(spread, Math.abs(probability - expected[0][said.classAt(rank)]));
                }
            }
        }
        return new ExportAgreement(disagreement, spread);
    }
}
