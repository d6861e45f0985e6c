package dev.chorus.tools.trainer.run;

import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.data.Teaching;
import dev.chorus.tools.trainer.family.FamilySpec;
import dev.chorus.tools.trainer.net.Backbone;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import dev.chorus.tools.trainer.train.Budget;
import dev.chorus.tools.trainer.train.Checkpoint;
import dev.chorus.tools.trainer.train.DivergedException;
import dev.chorus.tools.trainer.train.FamilyTrainer;
import dev.chorus.tools.trainer.train.LossWatch;
import dev.chorus.tools.trainer.train.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The course of one training: learns in rounds, validates now and then, saves a checkpoint with every validation and every
 * minute, ends with the budget or when nothing gets better any more. The best validated state is kept too, and restored where the
 * last one is worse by more than noise. Belongs to one thread.
 */
public final class Training implements AutoCloseable {

    private static final int VALIDATIONS = 20;
    private static final int MONITORED = 2000;
    private static final long SAVED_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    /** Told after each round and each validation, on the training's thread. */
    public interface Listener {

        /**
         * Some more batches are learned from.
         *
         * @param progress share of the training that is done, 0 to 1
         * @param left time until the end, as far as can be told
         */
        void learned(double progress, int step, float loss, Duration left);

        /** The family was validated; accuracies from 0 to 1. */
        void validated(double progress, List<Double> singles, double fused);
    }

    private final FamilySpec spec;
    private final FamilyTrainer trainer;
    private final Monitor monitor;
    private final Path checkpoint;
    private final Path best;
    private final Path folder;
    private final LossWatch watch = new LossWatch();
    private final String identity;
    private Curve curve = new Curve();
    private CurvePoint written;
    private Duration spentBefore = Duration.ZERO;

    /**
     * A training that has not begun.
     *
     * @param k classes that each variant sends
     * @param backbone what the variants begin with
     * @param teaching what a teacher makes of the pictures to learn from
     * @param folder where the checkpoint is kept
     * @throws IllegalArgumentException if a variant cannot begin with the backbone
     */
    public Training(
            FamilySpec spec,
            PictureSet pictures,
            PictureSet validation,
            int classes,
            int k,
            long seed,
            int threads,
            Optional<Backbone> backbone,
            Optional<Teaching> teaching,
            Path folder) {
        this.spec = spec;
        this.trainer = new FamilyTrainer(spec.variants(), pictures, teaching, classes, k, spec.recipe(), seed, threads);
        this.monitor = new Monitor(spec.variants(), validation, MONITORED, classes, k);
        this.checkpoint = folder.resolve("training.checkpoint");
        this.folder = folder;
        this.best = folder.resolve("training.best");
        backbone.ifPresent(trainer::begin);
        this.identity = spec + backbone.map(one -> " on " + one).orElse("")
                + teaching.map(one -> " taught by "
                                + FamilyFiles.sha256(one.toString().getBytes(StandardCharsets.UTF_8)))
                        .orElse("")
                + " seed " + seed + " pictures "
                + pictures.size() + " classes " + classes;
    }

    /**
     * Goes on from the last checkpoint, if there is one.
     *
     * @return whether there was
     * @throws IllegalArgumentException if it is of another training
     */
    public boolean resume() throws IOException {
        if (!Files.exists(checkpoint)) {
            return false;
        }
        Checkpoint.Standing standing = restore(checkpoint);
        spentBefore = standing.spent();
        curve = Curve.of(standing.curve());
        return true;
    }

    private Checkpoint.Standing restore(Path file) throws IOException {
        Checkpoint.Standing standing = trainer.restore(file);
        if (!standing.recipe().equals(identity)) {
            throw new IllegalArgumentException(file + " is of another training: " + standing.recipe());
        }
        return standing;
    }

    /** Whether there is a checkpoint to go on from. */
    public boolean isResumable() {
        return Files.exists(checkpoint);
    }

    /** Time that was spent before {@link #resume}. */
    public Duration spentBefore() {
        return spentBefore;
    }

    /**
     * Learns until the budget is used up or patience ends, and decides on the state to write.
     *
     * @throws DivergedException if the loss is not finite or jumps; the last checkpoint is of a state before that
     */
    public WrittenState run(Budget budget, Listener listener) throws IOException, DivergedException {
        long begun = System.nanoTime();
        long saved = begun;
        double from = budget.progress(trainer.step());
        double progress = from;
        while (progress < 1) {
            int part = part(progress);
            Recipe.Shares shares = spec.recipe().sharesAt(progress);
            float loss = trainer.learn(budget);
            watch.check(trainer.step(), trainer.losses());
            progress = Math.min(1, budget.progress(trainer.step()));
            long now = System.nanoTime();
            double pace = (progress - from) / (now - begun);
            listener.learned(progress, trainer.step(), loss, Duration.ofNanos((long) ((1 - progress) / pace)));
            // The last validation comes after statistics have settled.
            boolean validated = part(progress) > part && progress < 1;
            if (validated) {
                validate(progress, spent(begun), loss, listener);
                keepIfBest(spent(begun));
            }
            if (!watch.isSuspicious() && (validated || progress >= 1 || now - saved > SAVED_EVERY_NANOS)) {
                save(checkpoint, spent(begun));
                saved = now;
            }
            if (!spec.recipe().sharesAt(progress).equals(shares)) {
                watch.restart();
            }
            if (spec.recipe().patience() > 0
                    && curve.sinceBest() >= spec.recipe().patience()) {
                break;
            }
        }
        return end(progress, spent(begun), listener);
    }

    /** Lets statistics settle; goes back to the best validated state if the last one is worse. */
    private WrittenState end(double progress, Duration spent, Listener listener) throws IOException {
        Optional<CurvePoint> earlier = curve.best();
        int lastStep = trainer.step();
        trainer.settle();
        float loss = (float) trainer.losses().stream()
                .mapToDouble(Float::doubleValue)
                .average()
                .orElse(Double.NaN);
        CurvePoint last = validate(progress, spent, loss, listener);
        written = last;
        if (earlier.isPresent() && isWorse(last, earlier.get()) && Files.exists(best)) {
            restoreBest(earlier.get());
        }
        return new WrittenState(written.step(), written.fused(), lastStep, last.fused());
    }

    private boolean isWorse(CurvePoint point, CurvePoint earlier) {
        return earlier.fused() - point.fused() > monitor.noise(earlier.fused());
    }

    private void restoreBest(CurvePoint point) throws IOException {
        restore(best);
        trainer.settle();
        if (isWorse(monitor.measure(trainer, point.progress(), point.minutes(), (float) point.loss()), point)) {
            // As it was validated, with the statistics that it had.
            restore(best);
        }
        written = point;
    }

    private static int part(double progress) {
        return (int) (progress * VALIDATIONS);
    }

    private Duration spent(long begun) {
        return spentBefore.plusNanos(System.nanoTime() - begun);
    }

    private CurvePoint validate(double progress, Duration spent, float loss, Listener listener) {
        CurvePoint point = monitor.measure(trainer, progress, spent.toMillis() / 60_000.0, loss);
        curve.add(point);
        listener.validated(progress, point.singles(), point.fused());
        return point;
    }

    /** Written before the checkpoint that tells of it: a training killed in between repeats the validation. */
    private void keepIfBest(Duration spent) throws IOException {
        if (!watch.isSuspicious() && curve.sinceBest() == 0) {
            save(best, spent);
        }
    }

    private void save(Path file, Duration spent) throws IOException {
        trainer.save(file, new Checkpoint.Standing(trainer.step(), spent, identity, curve.toJson()));
    }

    /** How many batches each variant has learned from. */
    public int steps() {
        return trainer.step();
    }

    /** What each variant has learned. */
    public List<TrainedNetwork> trained() {
        return trainer.trained();
    }

    /** What a variant's network makes of pictures; shapes as in {@link FamilyTrainer#infer}. */
    public float[][][] infer(List<byte[]> pixels) {
        return trainer.infer(pixels);
    }

    /** Draws the learning curve to {@code learning-curve.png}, with the state that is written; to be called after {@link #run}. */
    public void drawCurve(String title, Path folder) throws IOException {
        curve.draw(
                title,
                spec.variants().stream().map(one -> one.id()).toList(),
                written,
                folder.resolve("learning-curve.png"));
    }

    /** The training is over and written: its checkpoints go, and what a teacher answered. */
    public void forget() throws IOException {
        Teacher.forget(folder);
        Files.deleteIfExists(best);
        Files.deleteIfExists(checkpoint);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
