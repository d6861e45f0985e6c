package dev.chorus.tools.trainer;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Names;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.evaluation.Circumstances;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.evaluation.Progress;
import dev.chorus.tools.evaluation.ask.AnswersFile;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.networks.Profile;
import dev.chorus.tools.pictures.PictureData;
import dev.chorus.tools.trainer.data.Teaching;
import dev.chorus.tools.trainer.family.FamilySpec;
import dev.chorus.tools.trainer.family.SpecFile;
import dev.chorus.tools.trainer.net.Backbone;
import dev.chorus.tools.trainer.onnx.BackboneReader;
import dev.chorus.tools.trainer.run.ExportAgreement;
import dev.chorus.tools.trainer.run.FamilyWriter;
import dev.chorus.tools.trainer.run.Teacher;
import dev.chorus.tools.trainer.run.Training;
import dev.chorus.tools.trainer.run.TrainingData;
import dev.chorus.tools.trainer.run.TrainingReport;
import dev.chorus.tools.trainer.run.WrittenState;
import dev.chorus.tools.trainer.train.DivergedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus train}: makes a family of a folder of pictures. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Train a family on a folder of pictures.",
        description = {
            "Trains a family on pictures and writes its ONNX files, family.json, training.md and the learning curve.",
            "PyTorch unpacks 450 MB to the folder that DJL_CACHE_DIR names, .djl.ai in the home folder unless it is set."
        })
public final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Option(
            names = "--data",
            paramLabel = "DIR_OR_ZIP",
            required = true,
            description =
                    "Pictures: <class>/<picture>, JPEG or PNG; also below train/, val/ and test/ (which is left alone). Several"
                            + " times: all together, such as those that chorus-web kept and somebody labelled.")
    private List<Path> data;

    @Option(names = "--family", paramLabel = "NAME", required = true, description = "What the family is called.")
    private String family;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write the family to.")
    private Path out;

    @Option(
            names = "--family-version",
            paramLabel = "VERSION",
            defaultValue = "1.0.0",
            description = "Version of the family (default: ${DEFAULT-VALUE}).")
    private String version;

    @ArgGroup
    private What what = new What();

    private static final class What {

        @Option(
                names = "--profile",
                paramLabel = "NAME",
                defaultValue = "quick",
                description = "quick: small pictures, little time; paper: the paper's family (default: quick).")
        private String profile = "quick";

        @Option(names = "--spec", paramLabel = "FILE", description = "A family of one's own, as docs/training.md says.")
        private Path file;
    }

    @ArgGroup
    private Durations howLong = new Durations();

    @ArgGroup
    private Together together;

    private static final class Together {

        @Option(names = "--joint", description = "The variants learn from one loss, the fused answer's among it.")
        private boolean joint;

        @Option(names = "--separate", description = "Each variant learns for itself, in an order of its own.")
        private boolean separate;
    }

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Decides on initial weights, order, looks and who is held out (default: ${DEFAULT-VALUE}).")
    private int seed;

    @Option(
            names = "--hold-out",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Pictures to validate with where there is no val/ (default: a tenth, at most 5000).")
    private int heldOut;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--backbone",
            paramLabel = "FILE",
            description = {
                "An ONNX file of a trained network with the same convolutions before the head, such as a variant's of an"
                        + " earlier family: the variants begin with these, frozen first."
            })
    private Path backbone;

    @Option(
            names = "--teacher",
            paramLabel = "DIR",
            description = {
                "A trained family with the same labels, such as one of a large network: the variants learn from its answers to the"
                        + " pictures, and from the labels."
            })
    private Path teacher;

    @Option(names = "--resume", description = "Go on where a training into the same folder was stopped or killed.")
    private boolean resume;

    @Override
    public Integer call() throws IOException, InterruptedException, ModelRefusedException, DivergedException {
        try {
            Names.check("--family", family);
            require(threads >= 1, "--threads", threads, "1 and more");
            FamilySpec spec = spec();
            // Before the pictures: a mistake should be told at once.
            Optional<Backbone> beginning =
                    backbone == null ? Optional.empty() : Optional.of(BackboneReader.read(backbone));
            Optional<Teacher> taughtBy = teacher == null ? Optional.empty() : Optional.of(Teacher.read(teacher));
            OnnxRuntime.checkUsable();
            Files.createDirectories(out);
            try (TrainingData pictures = read(sides(spec, taughtBy))) {
                return judged(train(spec, beginning, taught(taughtBy, pictures), pictures));
            }
        } catch (IllegalArgumentException e) {
            throw Mistakes.mistake(command, "cannot train: " + e.getMessage());
        }
    }

    /** Fails after everything is written: the time it took to train must not be lost. */
    private int judged(ExportAgreement check) {
        if (check.agrees()) {
            return ExitCode.OK;
        }
        PrintWriter err = command.commandLine().getErr();
        err.printf(
                Locale.ROOT,
                "the models differ from the trained networks by %.1e in a probability, %s%n",
                check.disagreement(),
                check.isMistaken()
                        ? "allowed is " + ExportAgreement.MISTAKE + ": do not use them"
                        : "more than " + ExportAgreement.TOLERANCE
                                + " but no more than rounding may make of deep networks");
        err.flush();
        return check.isMistaken() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static void require(boolean allowed, String option, Number value, String range) {
        if (!allowed) {
            throw new IllegalArgumentException(option + " is " + value + ", allowed is " + range);
        }
    }

    private FamilySpec spec() throws IOException {
        FamilySpec spec = what.file == null ? FamilySpec.of(Profile.of(what.profile)) : spec(what.file);
        return together == null ? spec : spec.learning(together.joint);
    }

    private static FamilySpec spec(Path file) throws IOException {
        String json = InputFile.text(file);
        try {
            return SpecFile.read(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private void checkBatch(int batchSize, int pictures) {
        if (batchSize > pictures) {
            throw new IllegalArgumentException("--data has " + pictures + " pictures to learn from, required are "
                    + batchSize + " and more, one batch"
                    + (what.file == null
                            ? " of profile " + what.profile + "; add pictures or set a smaller batchSize by --spec"
                            : "; add pictures or set a smaller batchSize in " + what.file));
        }
    }

    private static List<Integer> sides(FamilySpec spec, Optional<Teacher> taughtBy) {
        List<Integer> sides = new ArrayList<>(spec.sides());
        taughtBy.ifPresent(one -> sides.add(one.side()));
        return sides;
    }

    private TrainingData read(List<Integer> sides) throws IOException {
        data.forEach(place -> say("reading %s", place));
        TrainingData pictures = TrainingData.open(data, heldOut, seed, sides, out, done -> {});
        PictureData.describe(pictures.skipped()).forEach(line -> say("%s", line));
        say(
                "%d classes, %d pictures to learn from, %d to validate with",
                pictures.labels().size(),
                pictures.learning().size(),
                pictures.validation().size());
        return pictures;
    }

    private Optional<Teaching> taught(Optional<Teacher> taughtBy, TrainingData pictures) throws IOException {
        if (taughtBy.isEmpty()) {
            return Optional.empty();
        }
        int asked = taughtBy.get().asked(pictures.learning());
        try (Progress progress =
                new Progress("asking the teacher", asked, command.commandLine().getOut())) {
            return Optional.of(taughtBy.get().teach(pictures.learning(), pictures.labels(), out, progress::to));
        }
    }

    private ExportAgreement train(
            FamilySpec spec, Optional<Backbone> beginning, Optional<Teaching> teaching, TrainingData pictures)
            throws IOException, InterruptedException, DivergedException {
        LabelSet labels = pictures.labels();
        int k = FamilyWriter.k(labels.size());
        checkBatch(spec.recipe().batchSize(), pictures.learning().size());
        try (Training training = new Training(
                spec,
                pictures.learning(),
                pictures.validation(),
                labels.size(),
                k,
                seed,
                threads,
                beginning,
                teaching,
                out)) {
            if (resume && training.resume()) {
                say("going on from step %d", training.steps());
            }
            try {
                return finish(spec, pictures, training);
            } catch (DivergedException e) {
                throw e.advising(
                        training.isResumable()
                                ? "the last checkpoint is of a good state: go on from it with --resume"
                                : "no checkpoint is saved yet: lower the learningRate");
            } catch (IOException e) {
                throw training.isResumable()
                        ? new IOException(e.getMessage() + "; then go on from the last checkpoint with --resume", e)
                        : e;
            }
        }
    }

    private ExportAgreement finish(FamilySpec spec, TrainingData pictures, Training training)
            throws IOException, InterruptedException, DivergedException {
        WrittenState outcome;
        try (TrainingView view = new TrainingView(command.commandLine().getOut())) {
            outcome = training.run(
                    howLong.budget(pictures.learning().size(), spec.recipe().batchSize(), training.spentBefore()),
                    view);
        }
        if (outcome.isRestored()) {
            say("%s", outcome.sentence());
        }
        ExportAgreement check = write(spec, pictures, training, outcome);
        training.forget();
        return check;
    }

    private ExportAgreement write(FamilySpec spec, TrainingData pictures, Training training, WrittenState outcome)
            throws IOException, InterruptedException {
        LabelSet labels = pictures.labels();
        FamilyFiles place = new FamilyFiles(out);
        VariantAnswers answers;
        try (Progress progress = new Progress(
                "validating",
                pictures.validation().size(),
                command.commandLine().getOut())) {
            answers = new FamilyWriter(family, version, labels, spec.variants())
                    .write(place, training.trained(), pictures.questions(), progress::to);
        }
        AnswersFile.write(place.file(AnswersFile.NAME), place.family(), answers);
        List<byte[]> models = new ArrayList<>();
        for (var variant : place.family().variants()) {
            models.add(place.model(variant));
        }
        ExportAgreement check = ExportAgreement.of(training, spec.variants(), models, pictures.validation());
        training.drawCurve(family + " " + version, out);
        Map<String, String> circumstances = Circumstances.of(command);
        circumstances.put(
                "cost",
                outcome.lastStep() + " batches of " + spec.recipe().batchSize() + " for each variant, " + cpu());
        String page = TrainingReport.page(place.family(), spec, answers, check, outcome, circumstances);
        place.write("training.md", page.getBytes(StandardCharsets.UTF_8));
        place.write("validation.txt", pictures.heldOutNames().getBytes(StandardCharsets.UTF_8));
        say("%s", page);
        return check;
    }

    private static String cpu() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1_000_000_000 + " CPU seconds since it began or was last resumed";
    }

    private void say(String format, Object... values) {
        PrintWriter lines = command.commandLine().getOut();
        lines.println(String.format(Locale.ROOT, format, values));
        lines.flush();
    }
}
