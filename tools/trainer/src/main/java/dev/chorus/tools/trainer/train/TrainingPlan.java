package dev.chorus.tools.trainer.train;

/**
 * How a family is trained.
 *
 * @param steps batches that every variant sees, at least 1
 * @param batchSize pictures in a batch, at least 2 (batch norm needs them)
 * @param learningRate the highest, reached after a short warm-up; it falls to nothing along a cosine
 * @param fusedShare weight of the fused answer's loss beside the variants' own (b of the paper's a and b, a being 1)
 * @param seed decides on initial weights, order and flips
 */
public record TrainingPlan(int steps, int batchSize, double learningRate, double fusedShare, long seed) {

    private static final double WARM_UP = 0.05;

    /** @throws IllegalArgumentException naming the field, its value and what is allowed */
    public TrainingPlan {
        require(steps >= 1, "steps", steps, "1 and more");
        require(batchSize >= 2, "batchSize", batchSize, "2 and more");
        require(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "above 0, at most 1");
        require(fusedShare >= 0 && fusedShare <= 10, "fusedShare", fusedShare, "0..10");
    }

    private static void require(boolean allowed, String field, Number value, String what) {
        if (!allowed) {
            throw new IllegalArgumentException(field + " is " + value + ", allowed is " + what);
        }
    }

    /** The learning rate of a step, the first being 0. */
    public double learningRateAt(int step) {
        double warmUp = Math.max(1, WARM_UP * steps);
        if (step < warmUp) {
            return learningRate * (step + 1) / (warmUp + 1);
        }
        double done = Math.min(1, (step - warmUp) / Math.max(1, steps - warmUp));
        return learningRate * (1 + Math.cos(Math.PI * done)) / 2;
    }
}
