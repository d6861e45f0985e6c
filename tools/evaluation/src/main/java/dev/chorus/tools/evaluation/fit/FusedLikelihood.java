package dev.chorus.tools.evaluation.fit;

import dev.chorus.core.fusion.ClassProbabilities;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How likely the truth is in the calibrated fused answer: the mean of what the variants say, each with its share, the logarithms
 * of that times a power, the inverse of a temperature. Immutable.
 */
final class FusedLikelihood {

    private final List<Picture> pictures;
    private final int variants;

    /**
     * @param classes in the label set
     * @param mixed how much of the mean of all variants each is mixed with beforehand, 0 to 1
     */
    FusedLikelihood(VariantAnswers answers, int classes, double mixed) {
        this.variants = answers.variants();
        this.pictures = IntStream.range(0, answers.pictures())
                .mapToObj(picture -> Picture.of(answers, picture, classes, mixed))
                .toList();
    }

    /**
     * A guess.
     *
     * @param shares of the variants, together 1
     * @param power above 0
     */
    record Guess(double[] shares, double power) {

        /** All alike, as they say it. */
        static Guess first(int variants) {
            double[] shares = new double[variants];
            Arrays.fill(shares, 1.0 / variants);
            return new Guess(shares, 1);
        }

        /** Further along a slope, as far as the length says. Shares grow by factors (exponentiated gradient): none is ever lost. */
        Guess along(Slope slope, double length) {
            double[] next = IntStream.range(0, shares.length)
                    .mapToDouble(variant -> shares[variant] * Math.exp(length * slope.ofShares()[variant]))
                    .toArray();
            double sum = Arrays.stream(next).sum();
            return new Guess(
                    Arrays.stream(next).map(one -> one / sum).toArray(), power * Math.exp(length * slope.ofPower()));
        }
    }

    /**
     * The gradient of the mean logarithm.
     *
     * @param ofShares by the shares; weighted with these, together 0: only proportions matter
     * @param ofPower by the logarithm of the power
     */
    record Slope(double[] ofShares, double ofPower) {}

    /** The mean logarithm of what the truth is given. */
    double meanLog(Guess guess) {
        return pictures.stream()
                .mapToDouble(picture -> Math.log(picture.fused(guess)[picture.truth()] / picture.truths()))
                .average()
                .orElseThrow();
    }

    /** Which way that rises. */
    Slope slope(Guess guess) {
        double[] ofShares = new double[variants];
        double ofPower = 0;
        for (Picture picture : pictures) {
            double[] fused = picture.fused(guess);
            for (int row = 0; row < fused.length; row++) {
                double[] said = picture.said()[row];
                double mean = Picture.mean(said, guess.shares());
                double missing = ((row == picture.truth() ? 1 : 0) - fused[row]) * guess.power() / pictures.size();
                ofPower += missing * Math.log(mean);
                for (int variant = 0; variant < variants; variant++) {
                    ofShares[variant] += missing * said[variant] / mean;
                }
            }
        }
        return new Slope(ofShares, ofPower);
    }

    /**
     * What is said of one picture.
     *
     * @param said probability of a class, shape {@code [rows][variants]}; a row for each class that anybody names, and where
     *     there are others, one for any of them
     * @param others classes that the last row stands for, 1 where all are named
     * @param truth row of the right class
     */
    private record Picture(double[][] said, int others, int truth) {

        static Picture of(VariantAnswers answers, int picture, int classes, double mixed) {
            List<ClassProbabilities> parts = IntStream.range(0, answers.variants())
                    .mapToObj(variant -> ClassProbabilities.of(answers.said(picture, variant), classes))
                    .toList();
            List<Integer> named = parts.stream()
                    .flatMapToInt(part -> Arrays.stream(part.named()))
                    .distinct()
                    .boxed()
                    .toList();
            int others = classes - named.size();
            IntStream any = others == 0
                    ? IntStream.empty()
                    : IntStream.range(0, classes)
                            .filter(label -> !named.contains(label))
                            .limit(1);
            double[][] said = IntStream.concat(named.stream().mapToInt(label -> label), any)
                    .mapToObj(label -> mixed(parts, label, mixed))
                    .toArray(double[][]::new);
            int truth = named.indexOf(answers.truth(picture));
            return new Picture(said, Math.max(1, others), truth < 0 ? said.length - 1 : truth);
        }

        private static double[] mixed(List<ClassProbabilities> parts, int label, double mixed) {
            double[] said = parts.stream().mapToDouble(part -> part.of(label)).toArray();
            double mean = Arrays.stream(said).average().orElseThrow();
            return Arrays.stream(said)
                    .map(one -> (1 - mixed) * one + mixed * mean)
                    .toArray();
        }

        /** Classes that the row of the truth stands for. */
        int truths() {
            return classes(truth);
        }

        private int classes(int row) {
            return row == said.length - 1 ? others : 1;
        }

        /** The calibrated fused answer: of each row, all its classes together. */
        double[] fused(Guess guess) {
            double[] fused = new double[said.length];
            for (int row = 0; row < fused.length; row++) {
                fused[row] = classes(row) * Math.pow(mean(said[row], guess.shares()), guess.power());
            }
            double whole = Arrays.stream(fused).sum();
            return Arrays.stream(fused).map(one -> one / whole).toArray();
        }

        static double mean(double[] said, double[] shares) {
            double mean = 0;
            for (int variant = 0; variant < shares.length; variant++) {
                mean += shares[variant] * said[variant];
            }
            return mean;
        }
    }
}
