package dev.chorus.tools.importer;

import dev.chorus.core.family.Framing;
import dev.chorus.core.family.Framing.Resize;
import dev.chorus.core.family.Framing.Smoothing;
import dev.chorus.core.family.ModelInterface.Channels;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.ModelInterface.Layout;
import dev.chorus.core.family.ModelInterface.Outputs;
import dev.chorus.core.family.ModelInterface.Pixels;
import dev.chorus.core.family.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the classifier takes and gives, as options. */
final class PreprocessingOptions {

    /** The numbers of the input, as the command line calls them. */
    enum ElementType {
        FLOAT32,
        UINT8
    }

    /** Samples are 0 to 1, so means and deviations are; those that people give for 0 to 255 are far beyond. */
    private static final double MOST_FOR_SAMPLES_TO_ONE = 10;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Height and width of the input, in pixels, 8 to 1024 (default: what the model has).")
    private Integer size;

    @Option(
            names = "--layout",
            paramLabel = "nchw|nhwc",
            description =
                    "Order of the input's axes: nchw (PyTorch) or nhwc (TensorFlow); default: what the model has.")
    private Layout layout;

    @Option(
            names = "--type",
            paramLabel = "float32|uint8",
            description = "Numbers of the input (default: what the model has). uint8 takes samples of 0 to 255 as they"
                    + " are, without --mean and --std.")
    private ElementType type;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "R,G,B",
            hideParamSyntax = true,
            description = "Subtracted from samples scaled to 0..1.")
    private List<Double> mean;

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "R,G,B",
            hideParamSyntax = true,
            description = "What is left is divided by this.")
    private List<Double> std;

    @Option(
            names = "--outputs",
            paramLabel = "logits|probabilities",
            description = "What the output holds: logits, of which softmax makes probabilities, or probabilities"
                    + " (default: found by running the model).")
    private Outputs outputs;

    @Option(
            names = "--resize",
            defaultValue = "stretch",
            paramLabel = "stretch|fit-shortest|letterbox",
            converter = ResizeName.class,
            description = "How a picture becomes N x N (default: ${DEFAULT-VALUE}): the whole picture, whatever its"
                    + " proportions; its middle, the shorter side fitted; or the whole picture between gray bars.")
    private Resize resize;

    @Option(
            names = "--crop",
            defaultValue = "1",
            paramLabel = "F",
            description = "Share of the scaled picture that is left in its middle, such as 0.875 for Resize(256) and"
                    + " CenterCrop(224) (default: ${DEFAULT-VALUE}).")
    private double crop;

    @Option(
            names = "--smoothing",
            defaultValue = "none",
            paramLabel = "none|bilinear|bicubic",
            converter = SmoothingName.class,
            description = "Antialiasing when a picture shrinks: none, or that of PIL pictures in torchvision and timm"
                    + " (default: ${DEFAULT-VALUE}).")
    private Smoothing smoothing;

    @Option(
            names = "--padding",
            defaultValue = "" + Framing.USUAL_PADDING,
            paramLabel = "S",
            description = "Sample beside a letterboxed picture, 0 to 255 (default: ${DEFAULT-VALUE}).")
    private int padding;

    /** The constants of an enum in lower case with hyphens. */
    private abstract static class ConstantName<E extends Enum<E>> implements ITypeConverter<E> {

        private final Class<E> type;

        ConstantName(Class<E> type) {
            this.type = type;
        }

        @Override
        public E convert(String value) {
            List<String> names = new ArrayList<>();
            for (E constant : type.getEnumConstants()) {
                String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (name.equals(value.toLowerCase(Locale.ROOT))) {
                    return constant;
                }
                names.add(name);
            }
            throw new TypeConversionException("expected one of " + names + " but was '" + value + "'");
        }
    }

    /** Names of {@link Resize}. */
    static final class ResizeName extends ConstantName<Resize> {
        ResizeName() {
            super(Resize.class);
        }
    }

    /** Names of {@link Smoothing}. */
    static final class SmoothingName extends ConstantName<Smoothing> {
        SmoothingName() {
            super(Smoothing.class);
        }
    }

    /** What the outputs are said to hold; empty if nothing is said. */
    Optional<Outputs> outputs() {
        return Optional.ofNullable(outputs);
    }

    /** The side of the input, in pixels; as {@link ModelInput#side}. */
    int side(ModelInput input) {
        return input.side(Optional.ofNullable(size), layout(input));
    }

    /** The order of the input's axes; as {@link ModelInput#layout}. */
    Layout layout(ModelInput input) {
        return input.layout(Optional.ofNullable(layout));
    }

    /**
     * What the options and the model say together.
     *
     * @throws IllegalArgumentException if they do not fit together, or leave something open
     */
    Classifier classifier(ModelInput input, Outputs held) {
        return new Classifier(layout(input), pixels(input), held, new Framing(resize, crop, smoothing, padding));
    }

    /**
     * What was found in the model because no option says it, for users; empty if options say all.
     *
     * @param variant as it passed the self-test
     */
    Optional<String> found(ModelInput input, Variant variant) {
        Classifier form = (Classifier) variant.modelInterface();
        List<String> found = new ArrayList<>();
        if (layout == null) {
            found.add("layout " + form.layout().name().toLowerCase(Locale.ROOT));
        }
        if (size == null) {
            found.add("size " + side(input));
        }
        if (outputs == null) {
            found.add("outputs " + form.outputs().name().toLowerCase(Locale.ROOT));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of("found in the model: " + String.join(", ", found));
    }

    private Pixels pixels(ModelInput input) {
        boolean bytes = type == null ? input.isBytes() : type == ElementType.UINT8;
        if (bytes) {
            if (mean != null || std != null) {
                throw new IllegalArgumentException("--mean and --std are given, allowed are none with "
                        + (type == null ? "an input of uint8" : "--type uint8") + ": samples go in as they are");
            }
            return new Pixels.Plain();
        }
        if (mean == null || std == null) {
            throw new IllegalArgumentException(
                    (mean == null ? "--mean" : "--std") + " is absent, allowed are three numbers: red, green, blue");
        }
        return new Pixels.Normalised(channels("--mean", mean), channels("--std", std));
    }

    private static Channels channels(String option, List<Double> values) {
        for (double value : values) {
            if (Math.abs(value) > MOST_FOR_SAMPLES_TO_ONE) {
                throw new IllegalArgumentException(option + " is '" + values
                        + "', allowed are numbers for samples of 0 to 1: divide those for 0 to 255" + " by 255");
            }
        }
        return Channels.of(option, values);
    }
}
