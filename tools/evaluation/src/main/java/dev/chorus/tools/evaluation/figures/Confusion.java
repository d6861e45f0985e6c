package dev.chorus.tools.evaluation.figures;

import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Which class was taken for which, by all variants together. Immutable. */
public final class Confusion {

    private final int[][] counts;

    private Confusion(int[][] counts) {
        this.counts = counts;
    }

    /**
     * Counts.
     *
     * @param classes in the label set
     */
    public static Confusion of(VariantAnswers answers, int classes) {
        int[][] counts = new int[classes][classes];
        for (int picture = 0; picture < answers.pictures(); picture++) {
            counts[answers.truth(picture)][answers.fused(picture).get(0).classIndex()]++;
        }
        return new Confusion(counts);
    }

    /** How many classes there are. */
    public int classes() {
        return counts.length;
    }

    /** How many pictures of one class were taken for another, or for itself. */
    public int count(int truth, int answer) {
        return counts[truth][answer];
    }

    /** How many pictures show a class. */
    public int pictures(int truth) {
        return IntStream.of(counts[truth]).sum();
    }

    /** The share of a class's pictures that are recognised, 0 to 1; empty if there are none. */
    public OptionalDouble accuracy(int truth) {
        int pictures = pictures(truth);
        return pictures == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) counts[truth][truth] / pictures);
    }

    /** The most frequent mistakes, the worst first. */
    public List<Mistake> mistakes(int atMost) {
        List<Mistake> all = new ArrayList<>();
        for (int truth = 0; truth < classes(); truth++) {
            for (int answer = 0; answer < classes(); answer++) {
                if (answer != truth && counts[truth][answer] > 0) {
                    all.add(new Mistake(truth, answer, counts[truth][answer]));
                }
            }
        }
        all.sort(Comparator.comparingInt(Mistake::pictures).reversed());
        return List.copyOf(all.subList(0, Math.min(atMost, all.size())));
    }

    /**
     * One class taken for another.
     *
     * @param truth class index of what the pictures show
     * @param answer class index of what they were taken for
     * @param pictures how many
     */
    public record Mistake(int truth, int answer, int pictures) {}
}
