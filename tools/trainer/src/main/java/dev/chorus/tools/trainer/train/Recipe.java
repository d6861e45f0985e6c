package dev.chorus.tools.trainer.train;

import dev.chorus.tools.trainer.data.Augmentation;
import java.util.List;

/**
 * How a family learns, apart from for how long and from which pictures.
 *
 * @param method what moves the weights
 * @param batchSize pictures in a batch, at least 2 (batch norm needs them)
 * @param learningRate the highest, reached after a short warm-up; it falls to nothing along a cosine
 * @param weightDecay share of its value that a weight loses in a step, times the learning rate
 * @param averaging how much of an averaged weight stays from one step to the next, 0 for none, below 1; the averages are what
 *     is validated and written
 * @param dropout share of the pooled features that are left out in training, 0 or more, below 1
 * @param whitened whether the first filters are the principal components of the pictures' patches, and stay so
 * @param frozen the share of the training for which what variants began with stays as it is, 0 to 0.5; for as long again its
 *     first half does. Of no effect where they begin with nothing
 * @param joint whether the variants learn from one loss, or each for itself
 * @param shares of the joint loss, one stage after another, each as long
 * @param augmentation what is done to the pictures
 * @param pace what else decides on how fast weights move
 * @param distillation how much variants learn from a teacher, where there is one
 * @param patience validations without a better fused answer after which training ends; 0 for never
 */
public record Recipe(
        Method method,
        int batchSize,
        double learningRate,
        double weightDecay,
        double averaging,
        double dropout,
        boolean whitened,
        double frozen,
        boolean joint,
        List<Shares> shares,
        Augmentation augmentation,
        int patience,
        Pace pace,
        Distillation distillation) {

    /** What moves the weights. */
    public enum Method {
        /** Adam (arXiv 1412.6980), weight decay apart from the gradient (arXiv 1711.05101). */
        ADAM,
        /** Stochastic gradient descent with Nesterov's momentum. */
        SGD
    }

    /**
     * What decides on how fast weights move, in addition to the learning rate.
     *
     * @param momentum how much of its speed a weight keeps from one step to the next, 0 or more, below 1; of effect on
     *     {@link Method#SGD}
     * @param biasRate how many times faster batch norm's biases learn than all else, above 0
     * @param logitScale what the classifier's output is multiplied by, above 0; below 1 the classifier learns more slowly
     */
    public record Pace(double momentum, double biasRate, double logitScale) {

        /** The usual momentum, everything at one rate. */
        public static final Pace USUAL = new Pace(0.9, 1, 1);

        /** @throws IllegalArgumentException naming the field, its value and what is allowed */
        public Pace {
            require(momentum >= 0 && momentum < 1, "momentum", momentum, "0 and more, below 1");
            require(biasRate > 0 && biasRate <= 1000, "biasRate", biasRate, "above 0, at most 1000");
            require(logitScale > 0 && logitScale <= 10, "logitScale", logitScale, "above 0, at most 10");
        }
    }

    /**
     * The paper's a and b.
     *
     * @param single weight of every variant's own loss
     * @param fused weight of the fused answer's loss
     */
    public record Shares(double single, double fused) {

        /** @throws IllegalArgumentException naming the field, its value and what is allowed */
        public Shares {
            require(single >= 0 && single <= 10, "single share", single, "0..10");
            require(fused >= 0 && fused <= 10, "fused share", fused, "0..10");
            require(single + fused > 0, "single and fused share", single + fused, "above 0");
        }
    }

    /**
     * How much variants learn from a teacher (arXiv 1503.02531).
     *
     * @param share of the loss that compares with the teacher's answers; the rest compares with the labels. 0 to 1
     * @param temperature what logarithms of probabilities are divided by before they are compared, 0.5 to 20
     */
    public record Distillation(double share, double temperature) {

        /** Mostly from the teacher. */
        public static final Distillation USUAL = new Distillation(0.9, 4);

        /** @throws IllegalArgumentException naming the field, its value and what is allowed */
        public Distillation {
            require(share >= 0 && share <= 1, "teacherShare", share, "0..1");
            require(temperature >= 0.5 && temperature <= 20, "teacherTemperature", temperature, "0.5..20");
        }
    }

    private static final double WARM_UP = 0.05;

    /** @throws IllegalArgumentException naming the field, its value and what is allowed */
    public Recipe {
        require(batchSize >= 2, "batchSize", batchSize, "2 and more");
        require(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "above 0, at most 1");
        require(weightDecay >= 0 && weightDecay <= 1, "weightDecay", weightDecay, "0..1");
        require(averaging >= 0 && averaging < 1, "averaging", averaging, "0 and more, below 1");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 and more, below 1");
        require(frozen >= 0 && frozen <= 0.5, "frozen", frozen, "0..0.5");
        require(patience >= 0, "patience", patience, "0 and more");
        shares = List.copyOf(shares);
        require(!shares.isEmpty(), "number of stages", shares.size(), "1 and more");
    }

    /** A recipe of the usual pace and distillation. */
    public Recipe(
            Method method,
            int batchSize,
            double learningRate,
            double weightDecay,
            double averaging,
            double dropout,
            boolean whitened,
            double frozen,
            boolean joint,
            List<Shares> shares,
            Augmentation augmentation,
            int patience) {
        this(
                method,
                batchSize,
                learningRate,
                weightDecay,
                averaging,
                dropout,
                whitened,
                frozen,
                joint,
                shares,
                augmentation,
                patience,
                Pace.USUAL,
                Distillation.USUAL);
    }

    private static void require(boolean allowed, String field, Number value, String what) {
        if (!allowed) {
            throw new IllegalArgumentException(field + " is " + value + ", allowed is " + what);
        }
    }

    /**
     * The learning rate at some point.
     *
     * @param progress share of the training that is done, 0 to 1
     */
    public double learningRateAt(double progress) {
        if (progress < WARM_UP) {
            return learningRate * (0.02 + 0.98 * progress / WARM_UP);
        }
        return learningRate * (1 + Math.cos(Math.PI * (progress - WARM_UP) / (1 - WARM_UP))) / 2;
    }

    /** How deep weights must lie to be moved at some point, progress as above; the head's depth is 1. */
    public double frozenDepthAt(double progress) {
        return progress < frozen ? 1 : progress < 2 * frozen ? 0.5 : 0;
    }

    /** The shares of the joint loss at some point, progress as above. */
    public Shares sharesAt(double progress) {
        return shares.get((int) Math.min(shares.size() - 1, progress * shares.size()));
    }

    /**
     * The same with another way of learning. Variants that begin to learn from one loss give the fused answer four times the
     * weight of their own, unless the recipe says otherwise.
     */
    public Recipe learning(boolean together) {
        boolean without = shares.stream().allMatch(share -> share.fused() == 0);
        return new Recipe(
                method,
                batchSize,
                learningRate,
                weightDecay,
                averaging,
                dropout,
                whitened,
                frozen,
                together,
                together && without ? List.of(new Shares(1, 4)) : shares,
                augmentation,
                patience,
                pace,
                distillation);
    }
}
