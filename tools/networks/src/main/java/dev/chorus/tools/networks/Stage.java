package dev.chorus.tools.networks;

/**
 * Blocks in a row with one number of channels; the first may shrink the feature maps.
 *
 * @param block what is repeated
 * @param expansion by how much a bottleneck widens inside, at least 1; of no effect on plain blocks
 * @param channels that go out, at width multiplier 1
 * @param repeats how many blocks, at least 1
 * @param stride of the first block, or side of its pooling, 1 or more
 */
public record Stage(Block block, int expansion, int channels, int repeats, int stride) {

    /** What a stage repeats. */
    public enum Block {
        /** MobileNetV2's inverted bottleneck: widen, filter each channel for itself, narrow (arXiv 1801.04381). */
        BOTTLENECK,
        /**
         * Dense 3x3 convolutions: one into the stage, then pairs around which the input is added. More multiplications than a
         * bottleneck for one parameter, but a processor computes them several times faster and they learn faster.
         */
        PLAIN,
        /**
         * Two dense 3x3 convolutions without shortcut, the first pooled by the stage's stride, with biases but no factors in their
         * batch norms (airbench94, github.com/KellerJordan/cifar10-airbench). It needs most multiplications for one parameter, and
         * learns fastest.
         */
        POOLED
    }

    static Stage bottlenecks(int expansion, int channels, int repeats, int stride) {
        return new Stage(Block.BOTTLENECK, expansion, channels, repeats, stride);
    }

    static Stage pooled(int channels) {
        return new Stage(Block.POOLED, 1, channels, 1, 2);
    }

    static Stage plain(int channels, int repeats, int stride) {
        return new Stage(Block.PLAIN, 1, channels, repeats, stride);
    }
}
