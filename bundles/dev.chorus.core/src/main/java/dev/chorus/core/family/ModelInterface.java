package dev.chorus.core.family;

import java.util.List;

/**
 * What an ONNX file takes and gives: how pixels become its input, and how its outputs become a Top-k. Each has exactly one
 * image input; what inputs and outputs are called does not matter, but for {@link Ranking}.
 */
public sealed interface ModelInterface {

    /**
     * As our trainer writes them: uint8 {@code [1, height, width, 3]} of any size in; {@code scores}, float {@code [1, k]},
     * and {@code classes}, int32 {@code [1, k]}, out. Resizing, scaling and ranking are in the graph.
     */
    record Ranking() implements ModelInterface {}

    /**
     * A plain classifier, trained and exported elsewhere. Takes a square of {@link Variant#resolution}; the first output has one
     * number for each label.
     *
     * @param layout the order of the input's axes
     * @param pixels what a pixel's samples become
     * @param outputs what the numbers for the labels mean
     * @param framing how a picture becomes the square
     */
    record Classifier(Layout layout, Pixels pixels, Outputs outputs, Framing framing) implements ModelInterface {

        /** One that takes the whole picture, {@link Framing#WHOLE}. */
        public Classifier(Layout layout, Pixels pixels, Outputs outputs) {
            this(layout, pixels, outputs, Framing.WHOLE);
        }
    }

    /** The order of an input's axes. */
    enum Layout {
        /** {@code [1, 3, height, width]}, as PyTorch has it. */
        NCHW,
        /** {@code [1, height, width, 3]}, as TensorFlow has it. */
        NHWC
    }

    /** What the samples of a pixel, 0 to 255 each for red, green and blue, become before they go in. */
    sealed interface Pixels {

        /** float32: {@code (sample / 255 - mean) / std}. */
        record Normalised(Channels mean, Channels std) implements Pixels {

            /** @throws IllegalArgumentException if a standard deviation is not above 0 */
            public Normalised {
                if (!(std.red() > 0 && std.green() > 0 && std.blue() > 0)) {
                    throw new IllegalArgumentException("std is '" + std.values() + "', allowed are numbers above 0");
                }
            }
        }

        /** uint8: the samples as they are. */
        record Plain() implements Pixels {}
    }

    /** One finite number for each colour channel. */
    record Channels(double red, double green, double blue) {

        /** The greatest magnitude; a sample that was normalised stays far within float32. */
        public static final double MAX = 1e6;

        /** @throws IllegalArgumentException if a number is beyond {@link #MAX} or none */
        public Channels {
            for (double value : new double[] {red, green, blue}) {
                if (!(Math.abs(value) <= MAX)) {
                    throw new IllegalArgumentException("channel is '" + value + "', allowed is " + -MAX + ".." + MAX);
                }
            }
        }

        /**
         * Three numbers in the order red, green, blue.
         *
         * @param field what they are, for the message
         * @throws IllegalArgumentException if they are not three, or as the constructor says
         */
        public static Channels of(String field, List<Double> values) {
            if (values.size() != 3) {
                throw new IllegalArgumentException(
                        field + " is '" + values + "', allowed are three numbers: red, green, blue");
            }
            return new Channels(values.get(0), values.get(1), values.get(2));
        }

        /** Red, green, blue. */
        public List<Double> values() {
            return List.of(red, green, blue);
        }
    }

    /** What a classifier's numbers mean. */
    enum Outputs {
        /** Any finite numbers; softmax makes probabilities of them. */
        LOGITS,
        /** Within 0 to 1, together about 1. */
        PROBABILITIES
    }
}
