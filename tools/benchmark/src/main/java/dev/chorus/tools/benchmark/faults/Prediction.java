package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.evaluation.ask.Collector;
import dev.chorus.tools.evaluation.ask.Question;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.pictures.RasterPicture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What some variants alone get right, as they answered and as {@code chorus evaluate} would say beforehand.
 *
 * @param variants who answered
 * @param answers how many answers are theirs alone
 * @param right the share of these that name what the picture shows, 0 to 1
 * @param predicted the same, of the same pictures, by the models without any gateway
 */
record Prediction(List<String> variants, long answers, double right, double predicted) {

    /** In steps of a picture; what gateways decode differs from what ImageIO does by a rounding here and there. */
    private static final double NOISE = 0.01;

    /** Compares those of the requests that were answered by these variants and nobody else. */
    static Prediction of(FamilyUnderTest subject, List<String> variants, List<Stream.Asked> asked)
            throws IOException, InterruptedException {
        List<Stream.Asked> theirs = asked.stream()
                .filter(one -> one.isAnswered()
                        && Set.copyOf(one.reply().result().contributors()).equals(Set.copyOf(variants)))
                .toList();
        VariantAnswers models = ask(subject, variants);
        long right = 0;
        long predicted = 0;
        for (Stream.Asked one : theirs) {
            String truth = subject.album().labels().get(one.picture());
            right += truth.equals(one.reply().result().labels().get(0).label()) ? 1 : 0;
            int best = models.fused(one.picture()).get(0).classIndex();
            predicted += truth.equals(subject.family().labelSet().label(best)) ? 1 : 0;
        }
        double all = Math.max(1, theirs.size());
        return new Prediction(variants, theirs.size(), right / all, predicted / all);
    }

    /** Whether there was anything to compare, and it is what was predicted. */
    boolean holds() {
        // Among few answers a single picture is more than the share.
        return answers > 0 && Math.abs(right - predicted) <= Math.max(NOISE, 1.0 / answers);
    }

    private static VariantAnswers ask(FamilyUnderTest subject, List<String> variants)
            throws IOException, InterruptedException {
        Family whole = subject.family();
        List<Variant> some = whole.variants().stream()
                .filter(variant -> variants.contains(variant.id()))
                .toList();
        FamilyFiles folder = new FamilyFiles(subject.folder());
        List<byte[]> models = new ArrayList<>();
        for (Variant variant : some) {
            models.add(folder.model(variant));
        }
        List<Question> questions = new ArrayList<>();
        for (int picture = 0; picture < subject.album().size(); picture++) {
            byte[] file = subject.album().pictures().get(picture);
            int truth =
                    whole.labelSet().labels().indexOf(subject.album().labels().get(picture));
            questions.add(new Question("picture " + picture, truth, () -> RasterPicture.decode(file)));
        }
        Family family = new Family(whole.name(), whole.version(), whole.labelSet(), some);
        return Collector.ask(family, models, questions, done -> {});
    }
}
