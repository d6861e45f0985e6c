package dev.chorus.tools.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.chorus.tools.trainer.data.Batches;
import dev.chorus.tools.trainer.data.Batches.Batch;
import dev.chorus.tools.trainer.net.Backbone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Variants that learn from one loss; of one variant where each learns for itself. Their forward and backward computations run
 * at once as far as the executor has threads, the loss between them on the calling thread.
 */
final class Group {

    private final List<Learner> learners;
    private final List<Batches> batches;
    private final FamilyLoss loss;
    private final Recipe recipe;
    private boolean begun;

    /** @param batches of each learner, in the same order */
    Group(List<Learner> learners, List<Batches> batches, FamilyLoss loss, Recipe recipe) {
        this.learners = learners;
        this.batches = batches;
        this.loss = loss;
        this.recipe = recipe;
    }

    /**
     * Learns from one batch.
     *
     * @param step from 0
     * @param progress share of the training that is done, 0 to 1
     * @return the loss
     */
    float step(int step, double progress, Executor executor) {
        float rate = (float) recipe.learningRateAt(progress);
        double frozenDepth = begun ? recipe.frozenDepthAt(progress) : 0;
        List<NDManager> scratches = learners.stream().map(Learner::scratch).toList();
        try {
            List<Batch> drawn = new ArrayList<>();
            List<NDArray> logits = each(executor, at -> {
                Batch batch = batches.get(at).at(step);
                if (at == 0) {
                    drawn.add(batch);
                }
                return learners.get(at).learn(scratches.get(at), batch.pixels());
            });
            List<NDArray> ends = logits.stream().map(NDArray::stopGradient).toList();
            ends.forEach(end -> end.setRequiresGradient(true));
            float value = judge(scratches.get(0), ends, drawn.get(0), progress);
            each(executor, at -> {
                try (NDArray gradient = Torch.gradient(ends.get(at))) {
                    Torch.backward(logits.get(at), gradient);
                }
                learners.get(at).move(rate, step, frozenDepth);
                return null;
            });
            return value;
        } finally {
            scratches.forEach(NDManager::close);
        }
    }

    /** Has every variant begin with what another network has learned, which stays as it is as long as the recipe says. */
    void begin(Backbone backbone, int count, Executor executor) {
        begun = true;
        each(executor, at -> {
            learners.get(at).begin(backbone, step -> batches.get(at).at(step).pixels(), count);
            return null;
        });
    }

    /** Lets the statistics settle on some batches, from a step on. */
    void settle(int step, int count, Executor executor) {
        each(executor, at -> {
            learners.get(at).settle(later -> batches.get(at).at(step + later).pixels(), count);
            return null;
        });
    }

    /** Leaves the loss's gradients at the ends. */
    private float judge(NDManager scratch, List<NDArray> ends, Batch batch, double progress) {
        return Torch.recording(() -> {
            Shape shape = ends.get(0).getShape();
            Optional<NDArray> taught =
                    batch.taught().length == 0 ? Optional.empty() : Optional.of(scratch.create(batch.taught(), shape));
            Targets targets = new Targets(scratch.create(batch.targets(), shape), taught);
            NDArray total = loss.of(ends, targets, recipe.sharesAt(progress));
            Torch.backward(total, total.onesLike());
            return total.getFloat();
        });
    }

    private <T> List<T> each(Executor executor, IntFunction<T> task) {
        List<CompletableFuture<T>> all = IntStream.range(0, learners.size())
                .mapToObj(at -> CompletableFuture.supplyAsync(() -> task.apply(at), executor))
                .toList();
        return all.stream().map(CompletableFuture::join).toList();
    }
}
