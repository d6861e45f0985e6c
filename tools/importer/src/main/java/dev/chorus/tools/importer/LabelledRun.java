package dev.chorus.tools.importer;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.LabelSet;
import dev.chorus.tools.evaluation.ask.Collector;
import dev.chorus.tools.evaluation.ask.LabelledQuestions;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.pictures.PictureData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a variant answers to labelled pictures, run as gateways do, and whether that is better than guessing. Immutable.
 *
 * <p>A wrong layout, mean or order of labels leaves a model that loads and passes every test without labels, with an accuracy
 * near chance.
 */
final class LabelledRun {

    /** Standard deviations above chance that count as better: 1 of 700 models that guess gets there. */
    private static final double DEVIATIONS = 3;

    /** The share of pictures with one answer that is named. */
    private static final double USUAL = 0.9;

    private final Path data;
    private final LabelSet labels;
    private final int skipped;

    /** By picture. */
    private final int[] truths;

    /** By picture. */
    private final int[] answers;

    private LabelledRun(Path data, LabelSet labels, int skipped, int[] truths, int[] answers) {
        this.data = data;
        this.labels = labels;
        this.skipped = skipped;
        this.truths = truths;
        this.answers = answers;
    }

    /**
     * Runs the one variant of a family.
     *
     * @param model the ONNX file of the variant
     * @param data folder or zip file of {@code <class>/<picture>}
     * @throws IllegalArgumentException if the pictures are not as {@link PictureData} allows, have a class that is no label, or
     *     none is readable
     * @throws IOException if they cannot be read
     * @throws InterruptedException if the calling thread is interrupted
     */
    static LabelledRun of(Family family, byte[] model, Path data) throws IOException, InterruptedException {
        try (PictureData pictures = PictureData.open(data)) {
            VariantAnswers answers =
                    Collector.ask(family, List.of(model), LabelledQuestions.of(pictures, family), asked -> {});
            int skipped = answers.skipped().size() + pictures.skipped().size();
            int[] best = IntStream.range(0, answers.pictures())
                    .map(picture -> answers.said(picture, 0).classAt(0))
                    .toArray();
            return new LabelledRun(data, family.labelSet(), skipped, answers.truths(), best);
        }
    }

    /** The share of right answers, 0 to 1. */
    double accuracy() {
        return (double) IntStream.range(0, truths.length)
                        .filter(picture -> truths[picture] == answers[picture])
                        .count()
                / truths.length;
    }

    /** The accuracy of a model that always answers the most frequent class of these pictures. */
    private double chance() {
        return (double) mostFrequent(IntStream.of(truths)).count() / truths.length;
    }

    /**
     * The number that is there most often, the least of equally frequent ones.
     *
     * @param number 0 where there are none
     * @param count how often it is there
     */
    private record Frequent(int number, int count) {}

    private static Frequent mostFrequent(IntStream numbers) {
        Map<Integer, Integer> counts = new TreeMap<>();
        numbers.forEach(number -> counts.merge(number, 1, Integer::sum));
        Frequent most = new Frequent(0, 0);
        for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most.count()) {
                most = new Frequent(entry.getKey(), entry.getValue());
            }
        }
        return most;
    }

    /** One line for users. */
    String summary() {
        return String.format(
                "right in %.1f %% of %,d pictures of %s; %.1f %% by chance%s",
                100 * accuracy(), truths.length, data, 100 * chance(), skipped == 0 ? "" : "; skipped " + skipped);
    }

    /** What is probably wrong, for users; empty if the accuracy is above chance. */
    List<String> warnings() {
        double chance = chance();
        double least = chance + DEVIATIONS * Math.sqrt(chance * (1 - chance) / truths.length);
        if (accuracy() > least) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>();
        warnings.add(String.format(
                "an accuracy of %.1f %% is near chance (up to %.1f %%): the export or an option is wrong."
                        + " Check the order of the labels, --mean and --std, --layout, --resize, and the export itself",
                100 * accuracy(), 100 * least));
        hint(least).ifPresent(warnings::add);
        return warnings;
    }

    private Optional<String> hint(double least) {
        Frequent common = mostFrequent(IntStream.of(answers));
        if (common.count() > USUAL * truths.length) {
            return Optional.of(String.format(
                    "'%s' is the answer to %d of %d pictures",
                    labels.label(common.number()), common.count(), truths.length));
        }
        int usual = 0;
        String swapped = null;
        for (int truth : IntStream.of(truths).distinct().sorted().toArray()) {
            Frequent answer = mostFrequent(IntStream.range(0, truths.length)
                    .filter(picture -> truths[picture] == truth)
                    .map(picture -> answers[picture]));
            usual += answer.count();
            if (swapped == null && answer.number() != truth) {
                swapped = "pictures of '" + labels.label(truth) + "' are mostly answered '"
                        + labels.label(answer.number()) + "'";
            }
        }
        // The best of many small classes is often far above chance without any meaning.
        return swapped == null || usual < Math.min(2 * least, (1 + least) / 2) * truths.length
                ? Optional.empty()
                : Optional.of("the order of the labels is probably another: " + swapped);
    }
}
