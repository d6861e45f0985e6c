package dev.chorus.tools.trainer.net;

import java.util.List;

/**
 * How deep a MobileNetV2 is and where it halves its feature maps.
 *
 * @param stemStride of the first convolution
 * @param strides of the seven stages of bottlenecks
 * @param repeats how many bottlenecks each of the seven stages has; 0 leaves a stage out, its stride too
 */
public record Trunk(int stemStride, List<Integer> strides, List<Integer> repeats) {

    /** MobileNetV2 as published (arXiv 1801.04381, table 2), for pictures of 96 pixels and more. */
    public static final Trunk FULL = new Trunk(2, List.of(1, 2, 2, 2, 1, 2, 1), List.of(1, 2, 3, 4, 3, 3, 1));

    /** As many halvings on fewer layers, for pictures of 40 to 96 pixels and training from scratch on a small budget. */
    public static final Trunk SHALLOW = new Trunk(2, List.of(1, 2, 2, 2, 1, 1, 1), List.of(1, 1, 1, 2, 1, 0, 0));

    public Trunk {
        strides = List.copyOf(strides);
        repeats = List.copyOf(repeats);
    }
}
