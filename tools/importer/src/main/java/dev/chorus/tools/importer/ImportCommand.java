package dev.chorus.tools.importer;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.ModelInterface.Outputs;
import dev.chorus.core.family.Variant;
import dev.chorus.core.peer.PeerText;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.files.ReaderGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus import}: adds a classifier trained elsewhere to a family. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        header = "Make a variant of an ONNX classifier trained elsewhere.",
        description = "Imports into one folder, all of the same labels, form a family.")
public final class ImportCommand implements Callable<Integer> {

    /** Weights count relative to each other; with a fixed one none changes when a larger variant joins. */
    private static final int RESOLUTION_OF_WEIGHT_ONE = 224;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--onnx",
            required = true,
            paramLabel = "FILE",
            description = "The classifier. A second file with its weights, such as FILE.data, is joined with it.")
    private Path onnx;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Class names in the order of its outputs: one a line, also numbered, or a JSON list or map"
                    + " (default: those in the model).")
    private Path labelsFile;

    @Option(names = "--family", required = true, paramLabel = "NAME", description = "What the family is called.")
    private String familyName;

    @Option(names = "--variant", required = true, paramLabel = "ID", description = "What this one is called in it.")
    private String variantId;

    @Mixin
    private PreprocessingOptions preprocessing;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The family's folder; made if missing.")
    private Path folder;

    @Option(
            names = "--alpha",
            defaultValue = "0.35",
            paramLabel = "A",
            description = "Width multiplier, for the weight (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(
            names = "--weight",
            paramLabel = "W",
            description = "How much it counts when fused, above 0, relative to the others"
                    + " (default: N / 224 * (A / 0.35)^1.15, the paper's formula).")
    private Double weight;

    @Option(
            names = "--family-version",
            paramLabel = "V",
            description =
                    "Version of the family, major.minor.micro, above the one that is there (default: the next minor"
                            + " one; 1.0.0 for a new family).")
    private String version;

    @Option(
            names = "--data",
            paramLabel = "DIR_OR_ZIP",
            description = "Labelled pictures, <class>/<picture>, to run the imported model on: prints the accuracy and"
                    + " warns where it is near chance.")
    private Path data;

    @Option(names = "--replace", description = "Put it in the place of a variant of that id.")
    private boolean replace;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Group that may read the family, such as a service's: files get mode 0640, the folder 0750"
                    + " (default: what the umask says).")
    private String group;

    @Override
    public Integer call() throws IOException, ModelRefusedException, InterruptedException {
        requireFile("--onnx", onnx);
        if (labelsFile != null) {
            requireFile("--labels", labelsFile);
        }
        OnnxRuntime.checkUsable();
        try {
            importModel();
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw Mistakes.mistake(spec, e.getMessage());
        }
    }

    private void importModel() throws IOException, InterruptedException {
        FamilyFolder place = FamilyFolder.open(folder);
        Optional<ReaderGroup> readers = Optional.ofNullable(group).map(name -> ReaderGroup.named(name, folder));
        List<String> notes = new ArrayList<>();
        ForeignModel model = ForeignModel.read(onnx, preprocessing.outputs(), notes);
        LabelSet labels = labels(model.file(), notes);
        ModelInput input = model.input();
        ForeignModel adapted =
                model.adapted(input, preprocessing.layout(input), preprocessing.side(input), labels.size(), notes);
        Variant tested = tested(adapted, input, variant -> family(place, labels, variant), labels);
        preprocessing.found(input, tested).ifPresent(notes::add);
        Variant variant =
                data == null ? tested : measured(tested, labels, adapted.file().bytes(), notes);
        Family family = family(place, labels, variant);
        place.write(family, variant, adapted.file().bytes(), readers);
        say(family, variant, notes);
    }

    private LabelSet labels(OnnxFile file, List<String> notes) throws IOException {
        Optional<ModelLabels> inModel = file.labels();
        if (labelsFile == null) {
            ModelLabels own = inModel.orElseThrow(() -> new IllegalArgumentException(
                    "--labels must be given: " + onnx + " has no class names in its metadata"));
            notes.add("labels are those of the model's " + own.where());
            return LabelNames.checked(own.names());
        }
        LabelList list = LabelsFile.read(labelsFile, file.classes());
        notes.addAll(list.notes());
        LabelSet labels;
        try {
            labels = LabelNames.checked(list.names());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(labelsFile + ": " + e.getMessage(), e);
        }
        inModel.flatMap(own -> own.contradiction(labels, labelsFile.toString())).ifPresent(this::warn);
        return labels;
    }

    private Family family(FamilyFolder place, LabelSet labels, Variant variant) {
        return place.with(variant, familyName, labels, Optional.ofNullable(version), replace);
    }

    /** The variant as it passes the self-test; where it is not said what the outputs are, as the first that does. */
    private Variant tested(ForeignModel model, ModelInput input, Function<Variant, Family> families, LabelSet labels) {
        int side = preprocessing.side(input);
        List<Outputs> candidates =
                preprocessing.outputs().map(List::of).orElse(List.of(Outputs.PROBABILITIES, Outputs.LOGITS));
        IllegalArgumentException refusal = null;
        for (Outputs outputs : candidates) {
            Variant variant = model.toVariant(
                    variantId, alpha, side, fusionWeight(side), labels, preprocessing.classifier(input, outputs));
            Family family = families.apply(variant);
            try {
                model.test(family, variant);
                return variant;
            } catch (IllegalArgumentException e) {
                refusal = e;
            }
        }
        throw refusal;
    }

    private Variant measured(Variant variant, LabelSet labels, byte[] model, List<String> notes)
            throws IOException, InterruptedException {
        LabelledRun run;
        try {
            run = LabelledRun.of(new Family(familyName, FamilyVersion.FIRST, labels, List.of(variant)), model, data);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--data is " + e.getMessage(), e);
        }
        notes.add(run.summary());
        run.warnings().forEach(this::warn);
        return variant.withModel(variant.sha256(), run.accuracy());
    }

    private void warn(String text) {
        spec.commandLine().getErr().println("WARNING: " + PeerText.escaped(text));
        spec.commandLine().getErr().flush();
    }

    private double fusionWeight(int size) {
        return weight != null ? weight : Variant.weightByFormula(size, RESOLUTION_OF_WEIGHT_ONE, alpha);
    }

    private void say(Family family, Variant variant, List<String> notes) {
        var out = spec.commandLine().getOut();
        notes.forEach(note -> out.println(PeerText.escaped(note)));
        out.printf(
                "%s/%s: %d classes, %,d parameters, fusion weight %.3f; tested as gateways do%n",
                family.name(), variant.id(), family.labelSet().size(), variant.parameters(), variant.weight());
        out.printf(
                "%s holds version %s of family %s with %d variants%n",
                folder, family.version(), family.name(), family.variants().size());
        out.flush();
    }

    private void requireFile(String option, Path file) {
        if (!Files.isRegularFile(file)) {
            String problem = Files.exists(file) ? "which is no file" : "which is not there";
            throw Mistakes.mistake(spec, option + " is " + file + ", " + problem);
        }
    }
}
