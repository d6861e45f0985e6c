package dev.chorus.tools.trainer.train;

import dev.chorus.core.family.Variant;
import dev.chorus.tools.networks.Layer;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.trainer.data.Batches;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.data.Teaching;
import dev.chorus.tools.trainer.data.Whitening;
import dev.chorus.tools.trainer.net.Backbone;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Trains the variants of a family at once, each on a thread of its own as far as there are cores. Its methods belong to the
 * thread that made it.
 */
public final class FamilyTrainer implements AutoCloseable {

    /** Steps that variants which learn for themselves go on without waiting for each other. */
    private static final int ROUND = 16;

    /** Batch norm keeps nine tenths of its statistics from one batch to the next: after so many nothing of them is left. */
    private static final int SETTLING = 60;

    private final List<VariantSpec> specs;
    private final List<Learner> learners = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final ExecutorService threads;
    private int step;
    private List<Float> losses = List.of();

    /**
     * A family with fresh weights.
     *
     * @param specs the variants
     * @param pictures to learn from, in the sizes that the variants need
     * @param classes size of the label set
     * @param k classes that each variant sends
     * @param seed decides on initial weights, order and looks
     * @param threads how many to use at most, at least 1
     */
    public FamilyTrainer(
            List<VariantSpec> specs, PictureSet pictures, int classes, int k, Recipe recipe, long seed, int threads) {
        this(specs, pictures, Optional.empty(), classes, k, recipe, seed, threads);
    }

    /**
     * A family with fresh weights that learns from a teacher too. In a joint training all variants learn what the teacher makes of
     * the first variant's views.
     *
     * @param teaching of the same pictures, not tempered
     */
    public FamilyTrainer(
            List<VariantSpec> specs,
            PictureSet pictures,
            Optional<Teaching> teaching,
            int classes,
            int k,
            Recipe recipe,
            long seed,
            int threads) {
        Optional<Teaching> tempered =
                teaching.map(one -> one.tempered(recipe.distillation().temperature()));
        this.specs = List.copyOf(specs);
        List<Batches> batches = new ArrayList<>();
        Torch.seed(seed);
        for (VariantSpec spec : specs) {
            long own = seed * 1000 + learners.size() + 1;
            batches.add(new Batches(
                    pictures,
                    spec,
                    classes,
                    recipe.augmentation(),
                    recipe.batchSize(),
                    recipe.joint() ? seed : own,
                    own,
                    tempered));
            Network network = Network.of(spec, classes);
            learners.add(new Learner(network, recipe, filters(pictures, spec, network, recipe, own)));
        }
        List<Double> weights = fusionWeights(specs);
        if (recipe.joint()) {
            groups.add(new Group(learners, batches, new FamilyLoss(weights, k, recipe.distillation()), recipe));
        } else {
            for (int at = 0; at < specs.size(); at++) {
                groups.add(new Group(
                        List.of(learners.get(at)),
                        List.of(batches.get(at)),
                        new FamilyLoss(List.of(weights.get(at)), k, recipe.distillation()),
                        recipe));
            }
        }
        this.threads = Executors.newFixedThreadPool(Math.min(threads, specs.size()), task -> {
            Thread thread = new Thread(task, "chorus-training");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Has every variant begin with what another network has learned; to be called before anything is learned or restored.
     *
     * @throws IllegalArgumentException if a variant cannot begin with it
     */
    public void begin(Backbone backbone) {
        for (int at = 0; at < specs.size(); at++) {
            backbone.check(specs.get(at), learners.get(at).network());
        }
        for (Group group : groups) {
            group.begin(backbone, SETTLING, threads);
        }
    }

    private static float[] filters(PictureSet pictures, VariantSpec spec, Network network, Recipe recipe, long seed) {
        if (!recipe.whitened()) {
            return new float[0];
        }
        Layer.Conv first = network.convolutions().get(0);
        return Whitening.filters(pictures, spec, first.kernel(), first.out(), seed);
    }

    /** The paper's s_i of each variant. */
    public static List<Double> fusionWeights(List<VariantSpec> specs) {
        int largest = specs.stream().mapToInt(VariantSpec::resolution).max().orElseThrow();
        return specs.stream()
                .map(spec -> Variant.weightByFormula(spec.resolution(), largest, spec.alpha()))
                .toList();
    }

    /** How many batches each variant has learned from. */
    public int step() {
        return step;
    }

    /**
     * Learns from some batches, not beyond the budget.
     *
     * @return the mean of {@link #losses}
     */
    public float learn(Budget budget) {
        int from = step;
        int to = from + 1;
        while (to < from + ROUND && budget.progress(to) < 1) {
            to++;
        }
        int until = to;
        if (groups.size() == 1) {
            losses = List.of(steps(groups.get(0), from, until, budget, threads));
        } else {
            List<CompletableFuture<Float>> all = groups.stream()
                    .map(group -> CompletableFuture.supplyAsync(
                            () -> steps(group, from, until, budget, Runnable::run), threads))
                    .toList();
            losses = all.stream().map(CompletableFuture::join).toList();
        }
        step = until;
        float sum = 0;
        for (float loss : losses) {
            sum += loss;
        }
        return sum / losses.size();
    }

    /**
     * The mean losses of the batches that were learned from last.
     *
     * @return one for each variant that learns for itself, a single one of a joint training; empty before the first
     */
    public List<Float> losses() {
        return losses;
    }

    private static float steps(Group group, int from, int to, Budget budget, Executor executor) {
        float sum = 0;
        for (int at = from; at < to; at++) {
            sum += group.step(at, Math.min(1, budget.progress(at)), executor);
        }
        return sum / (to - from);
    }

    /** Ends learning: batch-norm statistics settle on what the averaged weights make of some more batches. */
    public void settle() {
        for (Group group : groups) {
            group.settle(step, SETTLING, threads);
        }
    }

    /**
     * What every variant makes of pictures of its own size, with settled statistics and averaged weights.
     *
     * @param pixels for each variant uint8, shape {@code [batch, r, r, 3]}
     * @return probabilities, shape {@code [variants][batch][classes]}
     */
    public float[][][] infer(List<byte[]> pixels) {
        List<CompletableFuture<float[][]>> all = IntStream.range(0, learners.size())
                .mapToObj(at ->
                        CompletableFuture.supplyAsync(() -> learners.get(at).infer(pixels.get(at)), threads))
                .toList();
        return all.stream().map(CompletableFuture::join).toArray(float[][][]::new);
    }

    /** What each variant has learned so far. */
    public List<TrainedNetwork> trained() {
        return learners.stream().map(Learner::trained).toList();
    }

    /** Writes all that is needed to go on from here, replacing the file at once or not at all. */
    public void save(Path file, Checkpoint.Standing standing) throws IOException {
        Checkpoint.write(file, standing, learners.stream().map(Learner::state).toList());
    }

    /**
     * Goes back, or on, to what was saved.
     *
     * @throws IllegalArgumentException if the file is of another family or recipe
     */
    public Checkpoint.Standing restore(Path file) throws IOException {
        Checkpoint.Standing standing =
                Checkpoint.read(file, learners.stream().map(Learner::state).toList());
        step = standing.step();
        return standing;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        learners.forEach(Learner::close);
    }
}
