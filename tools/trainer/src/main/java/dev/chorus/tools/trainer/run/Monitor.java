package dev.chorus.tools.trainer.run;

import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.data.SeenPictures;
import dev.chorus.tools.trainer.train.FamilyTrainer;
import java.util.List;
import java.util.stream.IntStream;

/** Validates a family while it learns: every variant alone, and all fused as on gateways. */
final class Monitor {

    private static final int AT_ONCE = 100;

    private final List<VariantSpec> specs;
    private final PictureSet pictures;
    private final int[] chosen;
    private final int classes;
    private final int k;

    /**
     * @param pictures to validate with
     * @param most how many of them to use; evenly spread where there are more
     * @param classes in the label set
     * @param k classes that each variant sends
     */
    Monitor(List<VariantSpec> specs, PictureSet pictures, int most, int classes, int k) {
        this.specs = specs;
        this.pictures = pictures;
        int count = Math.min(most, pictures.size());
        this.chosen = IntStream.range(0, count)
                .map(at -> (int) ((long) at * pictures.size() / count))
                .toArray();
        this.classes = classes;
        this.k = k;
    }

    /** The greatest difference of two accuracies that means nothing on so few pictures: two standard errors. */
    double noise(double accuracy) {
        // One right and one wrong answer more: on few pictures an accuracy of 1 is not without noise.
        double likely = (accuracy * chosen.length + 1) / (chosen.length + 2);
        return 2 * Math.sqrt(likely * (1 - likely) / chosen.length);
    }

    /** How the family does now. */
    CurvePoint measure(FamilyTrainer trainer, double progress, double minutes, float loss) {
        TopK[][] said = new TopK[chosen.length][specs.size()];
        for (int from = 0; from < chosen.length; from += AT_ONCE) {
            int[] some = IntStream.of(chosen).skip(from).limit(AT_ONCE).toArray();
            float[][][] probabilities = trainer.infer(specs.stream()
                    .map(spec -> SeenPictures.of(pictures, spec, some))
                    .toList());
            for (int variant = 0; variant < specs.size(); variant++) {
                for (int at = 0; at < some.length; at++) {
                    said[from + at][variant] = TopK.select(probabilities[variant][at], k);
                }
            }
        }
        int[] truth = IntStream.of(chosen).map(pictures::label).toArray();
        VariantAnswers answers = new VariantAnswers(
                classes,
                FamilyTrainer.fusionWeights(specs).stream()
                        .map(VariantWeight::of)
                        .toList(),
                truth,
                said,
                List.of());
        List<Double> singles =
                IntStream.range(0, specs.size()).mapToObj(answers::accuracyOf).toList();
        return new CurvePoint(trainer.step(), progress, minutes, loss, singles, answers.fusedAccuracy());
    }
}
