package dev.chorus.tools.evaluation;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.ask.Collector;
import dev.chorus.tools.evaluation.ask.Question;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A family that is asked about labelled pictures: what all commands that measure have in common. */
final class Evaluation {

    private final Family family;
    private final List<byte[]> models;

    private Evaluation(Family family, List<byte[]> models) {
        this.family = family;
        this.models = models;
    }

    /**
     * Reads a family and all its models.
     *
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if the description or a model is not as it must be
     */
    static Evaluation of(FamilyFiles folder) throws IOException {
        Family family = folder.family();
        List<byte[]> models = new ArrayList<>();
        for (Variant variant : family.variants()) {
            models.add(folder.model(variant));
        }
        return new Evaluation(family, models);
    }

    Family family() {
        return family;
    }

    /** The most classes that any variant ranks. */
    int mostK() {
        return family.variants().stream().mapToInt(Variant::k).max().orElseThrow();
    }

    /**
     * Asks.
     *
     * @param progress where progress is told when there is no terminal
     */
    VariantAnswers ask(List<Question> questions, PrintWriter progress) throws IOException, InterruptedException {
        try (Progress bar = new Progress("evaluating", questions.size(), progress)) {
            return Collector.ask(family, models, questions, bar::to);
        }
    }
}
