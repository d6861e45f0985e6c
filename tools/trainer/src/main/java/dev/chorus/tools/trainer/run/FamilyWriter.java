package dev.chorus.tools.trainer.run;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.evaluation.ask.Collector;
import dev.chorus.tools.evaluation.ask.Question;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.fit.FamilyFit;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import dev.chorus.tools.trainer.onnx.OnnxWriter;
import dev.chorus.tools.trainer.train.FamilyTrainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/**
 * Writes trained networks as a family: ONNX files and {@code family.json}; the accuracies in it are measured with these very
 * files; fusion weights, temperatures and margins are fitted to what they answer.
 *
 * @param name of the family
 * @param version of the family
 * @param labelSet what it tells apart
 * @param specs the variants
 */
public record FamilyWriter(String name, String version, LabelSet labelSet, List<VariantSpec> specs) {

    /** More than ten classes in a Top-k result are of no use; the paper allows half of all. */
    private static final int MOST_K = 10;

    /** Classes that the models of a label set rank. */
    public static int k(int classes) {
        return Math.max(1, Math.min(MOST_K, classes / 2));
    }

    /**
     * Writes.
     *
     * @param networks what each variant has learned, in the specs' order
     * @param questions to validate with
     * @param asked told how many of them are done
     * @return what the written files answered
     * @throws IllegalArgumentException if name or version is not allowed
     */
    public VariantAnswers write(
            FamilyFiles place, List<TrainedNetwork> networks, List<Question> questions, IntConsumer asked)
            throws IOException, InterruptedException {
        List<byte[]> models = new ArrayList<>();
        for (int at = 0; at < specs.size(); at++) {
            models.add(OnnxWriter.write(name + "-" + specs.get(at).id(), networks.get(at), k(labelSet.size())));
        }
        Family unmeasured = described(models, variant -> 0);
        VariantAnswers answers = Collector.ask(unmeasured, models, questions, asked);
        for (int at = 0; at < specs.size(); at++) {
            place.write(unmeasured.variants().get(at).model(), models.get(at));
        }
        place.write(FamilyFit.fitted(described(models, answers::accuracyOf), answers));
        return answers;
    }

    private Family described(List<byte[]> models, IntToDoubleFunction accuracies) {
        List<Double> weights = FamilyTrainer.fusionWeights(specs);
        List<Variant> variants = new ArrayList<>();
        for (int at = 0; at < specs.size(); at++) {
            VariantSpec spec = specs.get(at);
            Network network = Network.of(spec, labelSet.size());
            variants.add(new Variant(
                    spec.id(),
                    spec.alpha(),
                    spec.resolution(),
                    spec.headWidth(),
                    weights.get(at),
                    k(labelSet.size()),
                    spec.id() + ".onnx",
                    FamilyFiles.sha256(models.get(at)),
                    network.parameters(),
                    network.macs(),
                    accuracies.applyAsDouble(at)));
        }
        return new Family(name, version, labelSet, variants);
    }
}
