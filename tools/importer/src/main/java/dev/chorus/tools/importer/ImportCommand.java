package dev.chorus.tools.importer;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.Variant;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.files.ReaderGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "The classifier, one file.")
    private Path onnx;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "Class names in the order of its outputs: one a line, or a JSON array.")
    private Path labelsFile;

    @Option(names = "--family", required = true, paramLabel = "NAME", description = "What the family is called.")
    private String familyName;

    @Option(names = "--variant", required = true, paramLabel = "ID", description = "What this one is called in it.")
    private String variantId;

    @Option(
            names = "--size",
            required = true,
            paramLabel = "N",
            description = "Height and width of the input, in pixels, 8 to 1024.")
    private int size;

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

    @Option(names = "--replace", description = "Put it in the place of a variant of that id.")
    private boolean replace;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Group that may read the family, such as a service's: files get mode 0640, the folder 0750"
                    + " (default: what the umask says).")
    private String group;

    @Override
    public Integer call() throws IOException, ModelRefusedException {
        requireFile("--onnx", onnx);
        requireFile("--labels", labelsFile);
        OnnxRuntime.checkUsable();
        try {
            importModel();
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw Mistakes.mistake(spec, e.getMessage());
        }
    }

    private void importModel() throws IOException {
        FamilyFolder place = FamilyFolder.open(folder);
        Optional<ReaderGroup> readers = Optional.ofNullable(group).map(name -> ReaderGroup.named(name, folder));
        LabelSet labels = LabelsFile.read(labelsFile);
        Classifier form = preprocessing.classifier();
        ForeignModel model = ForeignModel.read(onnx, form.outputs());
        Variant variant = model.toVariant(variantId, alpha, size, fusionWeight(), labels, form);
        Family family = place.with(variant, familyName, labels, Optional.ofNullable(version), replace);
        model.test(family, variant);
        place.write(family, variant, model.bytes(), readers);
        say(family, variant, model.outputs());
    }

    private double fusionWeight() {
        return weight != null ? weight : Variant.weightByFormula(size, RESOLUTION_OF_WEIGHT_ONE, alpha);
    }

    private void say(Family family, Variant variant, List<String> outputs) {
        var out = spec.commandLine().getOut();
        if (outputs.size() > 1) {
            out.printf("of %d outputs, the first counts: %s%n", outputs.size(), outputs.get(0));
        }
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
