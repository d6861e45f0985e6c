package dev.chorus.tools.networks;

import java.util.List;

/** One step of a network's trunk, from feature maps to feature maps. */
public sealed interface Layer {

    /**
     * A convolution without bias and its batch norm, padded so that stride 1 keeps the size.
     *
     * @param in channels that come in
     * @param out channels that go out
     * @param kernel its side, odd
     * @param stride 1 or more
     * @param groups 1, or {@code in} for a depthwise convolution
     * @param relu whether a ReLU follows
     */
    record Conv(int in, int out, int kernel, int stride, int groups, boolean relu) implements Layer {

        static Conv dense(int in, int out, int stride, boolean relu) {
            return new Conv(in, out, 3, stride, 1, relu);
        }

        static Conv pointwise(int in, int out, boolean relu) {
            return new Conv(in, out, 1, 1, 1, relu);
        }

        static Conv depthwise(int channels, int stride) {
            return new Conv(channels, channels, 3, stride, channels, true);
        }

        /** Zeros added at each edge. */
        public int padding() {
            return kernel / 2;
        }

        /** The side of the feature map that comes out of one with this side. */
        public int sideAfter(int side) {
            return (side + 2 * padding() - kernel) / stride + 1;
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
