package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.core.family.Family;
import dev.chorus.core.fusion.FusionStrategies;
import dev.chorus.core.window.WindowOptions;
import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.evaluation.ask.AnswersFile;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What one variant that has turned bad does to the accuracy of a family, by what it answers, its weight and the fusion. */
public final class BadVariantBench implements Bench {

    private static final List<String> FAMILIES = List.of("parts", "cifar10");

    /** The default of the aggregator's weight.cap. */
    private static final double LIMIT = 2;

    private static final double GREATEST_WEIGHT = 1000;

    @Override
    public String name() {
        return "bad-variant";
    }

    @Override
    public String description() {
        return "Accuracy of models/parts and models/cifar10 on their kept answers, in the mean over which variant has turned bad:"
                + " by what it answers, as often as it can, by the weight that it claims, and by how answers are fused.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (String name : FAMILIES) {
            context.progress().accept(name);
            Path folder = context.built().home().resolve("models").resolve(name);
            Family family = new FamilyFiles(folder).family();
            VariantAnswers answers = AnswersFile.read(folder.resolve(AnswersFile.NAME), family);
            for (BadVariant behavior : BadVariant.values()) {
                figures.addAll(figures(family, answers, behavior));
            }
        }
        return figures;
    }

    private static List<Figure> figures(Family family, VariantAnswers answers, BadVariant behavior) {
        List<Figure> figures = new ArrayList<>();
        weights(answers, behavior).forEach((weight, factor) -> options().forEach((fusion, options) -> {
            double[] accuracies = IntStream.range(0, answers.variants())
                    .mapToDouble(bad -> new BadVariantTrial(
                                    family,
                                    answers,
                                    bad,
                                    behavior,
                                    factor == 0 ? answers.variantWeight(bad).weight() : factor)
                            .accuracy(options))
                    .toArray();
            double mean = IntStream.range(0, accuracies.length)
                    .mapToDouble(bad -> accuracies[bad])
                    .average()
                    .orElseThrow();
            figures.add(Figure.once(
                    family.name() + "." + behavior.key() + "." + weight + "." + fusion,
                    family.name() + ", one variant " + behavior.meaning() + ", " + weight + " weight, " + fusion,
                    "%",
                    mean));
        }));
        return figures;
    }

    /** Name to weight; 0: the variant's own. */
    private static Map<String, Double> weights(VariantAnswers answers, BadVariant behavior) {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("own", 0.0);
        if (behavior != BadVariant.GONE && behavior != BadVariant.SEVERAL) {
            weights.put("limited", LIMIT * median(answers));
            weights.put("unlimited", GREATEST_WEIGHT);
        }
        return weights;
    }

    private static double median(VariantAnswers answers) {
        List<Double> sorted = new ArrayList<>(answers.variantWeights().stream()
                .map(variantWeight -> variantWeight.weight())
                .toList());
        Collections.sort(sorted);
        return sorted.get((sorted.size() - 1) / 2);
    }

    private static Map<String, WindowOptions> options() {
        Map<String, WindowOptions> options = new LinkedHashMap<>();
        for (String strategy : List.of("scaled-sum", "log-pool", "majority")) {
            options.put(strategy, options(strategy, false));
        }
        options.put("scaled-sum with learned weights", options("scaled-sum", true));
        return options;
    }

    private static WindowOptions options(String strategy, boolean learned) {
        return new WindowOptions(FusionStrategies.named(strategy), 1, true, 0, 1000, 5, 3, learned);
    }
}
