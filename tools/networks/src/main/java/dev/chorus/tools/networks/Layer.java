package dev.chorus.tools.networks;

import java.util.List;

/** One step of a network's trunk, from feature maps to feature maps. */
public sealed interface Layer {

    /**
     * A convolution without bias and its batch norm. An odd kernel is padded so that stride 1 keeps the size, an even one
     * shrinks it by 1.
     *
     * @param in channels that come in
     * @param out channels that go out
     * @param kernel its side
     * @param stride 1 or more
     * @param groups 1, or {@code in} for a depthwise convolution
     * @param relu whether a ReLU follows
     * @param pool side of the squares of the convolution's output of which batch norm gets the greatest value; 1 for all values
     * @param shiftOnly whether the batch norm learns biases only and no factors. Required if {@code pool} is above 1: a negative
     *     factor could not be folded into a convolution before the pooling
     */
    record Conv(int in, int out, int kernel, int stride, int groups, boolean relu, int pool, boolean shiftOnly)
            implements Layer {

        /** A convolution without pooling, whose batch norm learns factors and biases. */
        public Conv(int in, int out, int kernel, int stride, int groups, boolean relu) {
            this(in, out, kernel, stride, groups, relu, 1, false);
        }

        static Conv dense(int in, int out, int stride, boolean relu) {
            return new Conv(in, out, 3, stride, 1, relu);
        }

        static Conv pointwise(int in, int out, boolean relu) {
            return new Conv(in, out, 1, 1, 1, relu);
        }

        static Conv depthwise(int channels, int stride) {
            return new Conv(channels, channels, 3, stride, channels, true);
        }

        static Conv pooled(int in, int out, int pool) {
            return new Conv(in, out, 3, 1, 1, true, pool, true);
        }

        /** Zeros added at each edge. */
        public int padding() {
            return (kernel - 1) / 2;
        }

        /** The side of the feature map that the convolution computes from one with this side. */
        public int computedSide(int side) {
            return (side + 2 * padding() - kernel) / stride + 1;
        }

        /** The side of the feature map that comes out of one with this side, pooled. */
        public int sideAfter(int side) {
            return computedSide(side) / pool;
        }

        /** Numbers of the batch norm that are learned. */
        public int normParameters() {
            return shiftOnly ? out : 2 * out;
        }
    }

    /**
     * Convolutions in a row whose result is added to what came in.
     *
     * @param body keeps the shape: same side, same channels
     */
    record Residual(List<Conv> body) implements Layer {

        public Residual {
            body = List.copyOf(body);
        }
    }
}
