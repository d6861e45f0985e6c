package dev.chorus.core.drift;

import dev.chorus.core.family.LabelSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Counts the first labels of the recent answers and compares them with the expected distribution. For one thread. */
public final class DriftMeter {

    /** Number of answers kept. */
    public static final int MOST = 1000;

    /** With fewer answers, chance would dominate the distance. */
    public static final int LEAST = 100;

    /** 19 of 20 values of a normal distribution are below its mean plus this many standard deviations. */
    private static final double ONE_SIDED_95 = 1.645;

    /** Labels are listed if their share differs by more. */
    private static final double NAMED_FROM = 0.01;

    private final LabelSet labels;
    private final List<Integer> expected;
    private final double expectedSum;
    private final int[] last = new int[MOST];
    private final int[] counts;
    private int number;
    private int next;

    /**
     * Creates a meter without answers.
     *
     * @param expected for each class, the number of validation pictures with that answer; if empty, no drift is
     *     reported
     */
    public DriftMeter(LabelSet labels, List<Integer> expected) {
        this.labels = labels;
        this.expected = List.copyOf(expected);
        this.expectedSum = expected.stream().mapToDouble(each -> each).sum();
        this.counts = new int[labels.size()];
    }

    /** Whether this meter compares with exactly these counts. */
    public boolean expects(LabelSet otherLabels, List<Integer> others) {
        return labels.equals(otherLabels) && expected.equals(others);
    }

    /**
     * Records an answer.
     *
     * @param classIndex of its first label; an index that is not a class is not counted
     */
    public void answered(int classIndex) {
        if (classIndex < 0 || classIndex >= counts.length) {
            return;
        }
        if (number == MOST) {
            counts[last[next]]--;
        } else {
            number++;
        }
        counts[classIndex]++;
        last[next] = classIndex;
        next = (next + 1) % MOST;
    }

    /**
     * The distance of the recent answers from the expected ones; empty if none are expected, or there are too few
     * answers.
     */
    public Optional<Drift> drift() {
        if (number < LEAST || expected.size() != counts.length || expectedSum == 0) {
            return Optional.empty();
        }
        double[] differences = new double[counts.length];
        double distance = 0;
        double byChance = 0;
        double samples = 1.0 / number + 1 / expectedSum;
        for (int at = 0; at < counts.length; at++) {
            double share = expected.get(at) / expectedSum;
            differences[at] = (double) counts[at] / number - share;
            distance += Math.abs(differences[at]) / 2;
            // Mean of the absolute value of a normal distribution: its standard deviation times the root of 2 / pi.
            byChance += Math.sqrt(2 / Math.PI * share * (1 - share) * samples) / 2;
        }
        // One other answer moves the distance by 1 / number at most, which bounds its deviation (Efron and Stein).
        double chance = byChance + ONE_SIDED_95 * Math.sqrt(samples) / 2;
        return Optional.of(
                new Drift(number, rounded(distance), rounded(chance), named(differences, 1), named(differences, -1)));
    }

    /** More digits are of no use, and would take room in the status. */
    private static double rounded(double share) {
        return Math.min(1, Math.rint(share * 1e4) / 1e4);
    }

    private List<String> named(double[] differences, int sign) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, differences.length).boxed().toList());
        order.sort(Comparator.comparingDouble(at -> -sign * differences[at]));
        return order.stream()
                .filter(at -> sign * differences[at] > NAMED_FROM)
                .limit(Drift.MAX_LABELS)
                .map(labels::label)
                .toList();
    }
}
