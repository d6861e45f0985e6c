package dev.chorus.tools.importer;

import dev.chorus.core.family.Framing;
import dev.chorus.core.family.Framing.Resize;
import dev.chorus.core.family.Framing.Smoothing;
import dev.chorus.core.family.ModelInterface.Channels;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.ModelInterface.Layout;
import dev.chorus.core.family.ModelInterface.Outputs;
import dev.chorus.core.family.ModelInterface.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            names = "--layout",
            required = true,
            paramLabel = "nchw|nhwc",
            description = "Order of the input's axes: nchw (PyTorch) or nhwc (TensorFlow).")
    private Layout layout;

    @Option(
            names = "--type",
            defaultValue = "float32",
            paramLabel = "float32|uint8",
            description =
                    "Numbers of the input (default: ${DEFAULT-VALUE}). uint8 takes samples of 0 to 255 as they are,"
                            + " without --mean and --std.")
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
            required = true,
            paramLabel = "logits|probabilities",
            description =
                    "What the first output holds: logits, of which softmax makes probabilities, or probabilities.")
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

    /** @throws IllegalArgumentException if they do not fit together */
    Classifier classifier() {
        return new Classifier(layout, pixels(), outputs, new Framing(resize, crop, smoothing, padding));
    }

    private Pixels pixels() {
        if (type == ElementType.UINT8) {
            if (mean != null || std != null) {
                throw new IllegalArgumentException(
                        "--mean and --std are given, allowed are none with --type uint8: samples go in as they are");
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
