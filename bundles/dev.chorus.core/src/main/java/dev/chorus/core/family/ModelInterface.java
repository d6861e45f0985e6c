package dev.chorus.core.family;

import java.util.List;

/**
 * The input and outputs of an ONNX file: how pixels become its input, and how its outputs become a Top-k. Each has
 * exactly one image input; the names of inputs and outputs do not matter, except for {@link Ranking}.
 */
public sealed interface ModelInterface {

    /**
     * The interface of this project's trainer: takes uint8 {@code [1, height, width, 3]} of any size; returns
     * {@code scores}, float {@code [1, k]}, and {@code classes}, int32 {@code [1, k]}. Resizing, scaling and ranking
     * are in the graph.
     */
    record Ranking() implements ModelInterface {}

    /**
     * A plain classifier, trained and exported elsewhere. Takes a square of {@link Variant#resolution}; the first
     * output has one number for each label.
     *
     * @param layout the order of the input's axes
     * @param pixels the form of a pixel's samples in the input
     * @param outputs the meaning of the numbers for the labels
     * @param framing how a picture becomes the square
     */
    record Classifier(Layout layout, Pixels pixels, Outputs outputs, Framing framing) implements ModelInterface {

        /** Creates a classifier that takes the whole picture, {@link Framing#WHOLE}. */
        public Classifier(Layout layout, Pixels pixels, Outputs outputs) {
            this(layout, pixels, outputs, Framing.WHOLE);
        }
    }

    /** The order of an input's axes. */
    enum Layout {
        /** {@code [1, 3, height, width]}, as in PyTorch. */
        NCHW,
        /** {@code [1, height, width, 3]}, as in TensorFlow. */
        NHWC
    }

    /** The form in which the samples of a pixel, 0 to 255 each for red, green and blue, are passed to the model. */
    sealed interface Pixels {

        /** float32: {@code (sample / 255 - mean) / std}. */
        record Normalised(Channels mean, Channels std) implements Pixels {

            /** @throws IllegalArgumentException if a standard deviation is not above 0 */
            public Normalised {
                if (!(std.red() > 0 && std.green() > 0 && std.blue() > 0)) {
                    throw new IllegalArgumentException("std must be numbers above 0, was " + std.values());
                }
            }
        }

        /** uint8: the samples unchanged. */
        record Plain() implements Pixels {}
    }

    /** One finite number for each color channel. */
    record Channels(double red, double green, double blue) {

        /** Maximum magnitude; a normalized sample stays far within float32. */
        public static final double MAX = 1e6;

        /** @throws IllegalArgumentException if a number is NaN or beyond {@link #MAX} */
        public Channels {
            for (double value : new double[] {red, green, blue}) {
                if (!(Math.abs(value) <= MAX)) {
                    throw new IllegalArgumentException("channel must be " + -MAX + ".." + MAX + ", was " + value);
                }
            }
        }

        /**
         * Creates channels from three numbers in the order red, green, blue.
         *
         * @param field the name of the numbers in error messages
         * @throws IllegalArgumentException if there are not three numbers, or one is NaN or beyond {@link #MAX}
         */
        public static Channels of(String field, List<Double> values) {
            if (values.size() != 3) {
                throw new IllegalArgumentException(
                        field + " must be three numbers, red, green and blue, was " + values);
            }
            return new Channels(values.get(0), values.get(1), values.get(2));
        }

        /** Red, green, blue. */
        public List<Double> values() {
            return List.of(red, green, blue);
        }
    }

    /** The meaning of a classifier's output. */
    enum Outputs {
        /** Any finite numbers; softmax turns them into probabilities. */
        LOGITS,
        /** Within 0 to 1, together about 1. */
        PROBABILITIES
    }
}
