package dev.chorus.tools.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.List;

/**
 * The paper's loss (section "Training them together"): every variant's own cross-entropy plus that of the fused answer, with
 * the Top-k compression and the weights that production has.
 *
 * <p>The fused answer's probabilities are the scaled sum divided by the sum of weights, with what the compression cut off spread
 * over all classes, instead of the softmax of the sum: the same ranking, better calibrated, and a stronger gradient.
 */
final class FamilyLoss {

    private final List<Double> weights;
    private final double totalWeight;
    private final int k;
    private final Recipe.Distillation distillation;

    /**
     * @param weights the variants' fusion weights
     * @param k classes that each variant sends
     * @param distillation how a teacher's answers count
     */
    FamilyLoss(List<Double> weights, int k, Recipe.Distillation distillation) {
        this.distillation = distillation;
        this.weights = List.copyOf(weights);
        this.totalWeight = weights.stream().mapToDouble(Double::doubleValue).sum();
        this.k = k;
    }

    /**
     * Computes the loss of one batch.
     *
     * @param logits of each variant, shape {@code [batch, classes]}
     * @return a scalar
     */
    NDArray of(List<NDArray> logits, Targets targets, Recipe.Shares shares) {
        long classes = targets.labels().getShape().get(1);
        NDArray loss = null;
        NDArray fused = null;
        for (int variant = 0; variant < logits.size(); variant++) {
            NDArray log = logits.get(variant).logSoftmax(1);
            NDArray own = Torch.scaled(own(logits.get(variant), log, targets), (float) shares.single());
            loss = loss == null ? own : loss.add(own);
            if (shares.fused() > 0) {
                NDArray part = Torch.scaled(topK(log.exp()), (float) (weights.get(variant) / totalWeight));
                fused = fused == null ? part : fused.add(part);
            }
        }
        if (fused == null) {
            return loss;
        }
        NDArray cutOff = fused.sum(new int[] {1}, true).neg().add(1);
        NDArray whole = fused.add(Torch.scaled(cutOff, 1f / classes)).clip(1e-6f, 1f);
        return loss.add(Torch.scaled(crossEntropy(whole.log(), targets.labels()), (float) shares.fused()));
    }

    /** Gradients of tempered answers are smaller by the square of the temperature, which is made up for. */
    private NDArray own(NDArray logits, NDArray log, Targets targets) {
        NDArray fromLabels = crossEntropy(log, targets.labels());
        if (targets.taught().isEmpty()) {
            return fromLabels;
        }
        float temperature = (float) distillation.temperature();
        float share = (float) distillation.share();
        NDArray tempered = Torch.scaled(logits, 1 / temperature).logSoftmax(1);
        NDArray taught = targets.taught().get();
        // Less the least that it can be: a loss that is mostly constant would hide that it jumps.
        NDArray least = crossEntropy(taught.clip(1e-9f, 1).log(), taught);
        NDArray fromTeacher = crossEntropy(tempered, taught).sub(least);
        return Torch.scaled(fromLabels, 1 - share).add(Torch.scaled(fromTeacher, share * temperature * temperature));
    }

    /** All but the k greatest set to 0. */
    private NDArray topK(NDArray probabilities) {
        long classes = probabilities.getShape().get(1);
        NDList best = probabilities.topK(k, 1, true, false);
        NDArray mask = best.get(1).oneHot((int) classes, DataType.FLOAT32).sum(new int[] {1});
        return probabilities.mul(mask);
    }

    private static NDArray crossEntropy(NDArray log, NDArray targets) {
        return log.mul(targets).sum(new int[] {1}).mean().neg();
    }
}
