package dev.chorus.tools.trainer;

import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.evaluation.Progress;
import dev.chorus.tools.evaluation.ask.PartsQuestions;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.family.FamilySpec;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import dev.chorus.tools.trainer.run.FamilyWriter;
import dev.chorus.tools.trainer.train.Budget;
import dev.chorus.tools.trainer.train.DivergedException;
import dev.chorus.tools.trainer.train.FamilyTrainer;
import dev.chorus.tools.trainer.train.LossWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus train-parts}: draws, trains and writes the ONNX files and {@code family.json}. */
@Command(
        name = "train-parts",
        mixinStandardHelpOptions = true,
        header = "Train the family of the demo.",
        description = {
            "Trains the family parts on drawn machine parts; the same seed gives the same family.",
            "PyTorch unpacks 450 MB to the folder that DJL_CACHE_DIR names, .djl.ai in the home folder unless it is set."
        })
public final class TrainPartsCommand implements Callable<Integer> {

    /** Seeds between one training's drawings and the next one's. */
    private static final long SEEDS_PER_TRAINING = 1L << 24;

    /** Drawings that give the accuracy in {@code family.json}, fewer where fewer are trained on. */
    private static final int VALIDATION_PICTURES = 2400;

    /** The last below the training seeds: far from what reports and demos draw. */
    private static final long VALIDATION_SEED = PartsArtist.TRAINING_SEEDS_FROM - VALIDATION_PICTURES;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write the family to.")
    private Path out;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Decides on drawings, initial weights and order (default: ${DEFAULT-VALUE}).")
    private int seed;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Batches to train on (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "15000",
            description = "Drawings to train on (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Drawings in a batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "0.012",
            description = "The highest learning rate (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--fused-share",
            paramLabel = "B",
            defaultValue = "4",
            description = "Weight of the fused answer's loss beside each variant's own (default: ${DEFAULT-VALUE}).")
    private double fusedShare;

    @Option(
            names = "--family-version",
            paramLabel = "VERSION",
            defaultValue = "1.0.0",
            description = "Version of the family (default: ${DEFAULT-VALUE}).")
    private String version;

    @Override
    public Integer call() throws IOException, InterruptedException, ModelRefusedException, DivergedException {
        check(seed >= 0, "--seed", seed, "0 and more");
        check(steps >= 1, "--steps", steps, "1 and more");
        check(batch >= 2, "--batch", batch, "2 and more");
        check(pictures >= batch, "--pictures", pictures, "--batch, " + batch + ", and more");
        check(learningRate > 0 && learningRate <= 1, "--learning-rate", learningRate, "above 0, at most 1");
        check(fusedShare >= 0 && fusedShare <= 10, "--fused-share", fusedShare, "0..10");
        OnnxRuntime.checkUsable();
        try {
            FamilySpec family = PartsFamily.spec(batch, learningRate, fusedShare);
            write(family, train(family, new Budget.Steps(steps)));
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw Mistakes.mistake(spec, "cannot train: " + e.getMessage());
        }
    }

    private void check(boolean allowed, String option, Number value, String what) {
        if (!allowed) {
            throw Mistakes.mistake(spec, option + " is " + value + ", allowed is " + what);
        }
    }

    private List<TrainedNetwork> train(FamilySpec family, Budget budget) throws IOException, DivergedException {
        int cores = Runtime.getRuntime().availableProcessors();
        PictureSet drawn = drawn(family);
        try (FamilyTrainer trainer = new FamilyTrainer(
                        family.variants(),
                        drawn,
                        PartsFamily.LABELS.size(),
                        PartsFamily.K,
                        family.recipe(),
                        seed,
                        cores);
                Progress progress = progress("training", steps)) {
            LossWatch watch = new LossWatch();
            while (budget.progress(trainer.step()) < 1) {
                float loss = trainer.learn(budget);
                watch.check(trainer.step(), trainer.losses());
                progress.to(trainer.step(), String.format(Locale.ROOT, "loss %.3f", loss));
            }
            return trainer.trained();
        }
    }

    private PictureSet drawn(FamilySpec family) throws IOException {
        long firstSeed = PartsArtist.TRAINING_SEEDS_FROM + seed * SEEDS_PER_TRAINING;
        try (Progress progress = progress("drawing", pictures)) {
            return PictureSet.draw(pictures, firstSeed, family.sides(), out, progress::to);
        }
    }

    private void write(FamilySpec family, List<TrainedNetwork> networks) throws IOException, InterruptedException {
        int count = Math.min(pictures, VALIDATION_PICTURES);
        try (Progress progress = progress("validating", count)) {
            new FamilyWriter(PartsFamily.NAME, version, PartsFamily.LABELS, family.variants())
                    .write(new FamilyFiles(out), networks, PartsQuestions.draw(count, VALIDATION_SEED), progress::to);
        }
        spec.commandLine().getOut().println("wrote family " + PartsFamily.NAME + " " + version + " to " + out);
        spec.commandLine().getOut().flush();
    }

    private Progress progress(String task, int total) {
        return new Progress(task, total, spec.commandLine().getOut());
    }
}
