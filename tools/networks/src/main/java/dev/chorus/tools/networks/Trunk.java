package dev.chorus.tools.networks;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How deep a network is and where it halves its feature maps.
 *
 * @param stemKernel side of the first convolution, 2 or 3
 * @param stemChannels that the first convolution gives, at width multiplier 1
 * @param stemStride of that convolution
 * @param stages what follows it
 */
public record Trunk(int stemKernel, int stemChannels, int stemStride, List<Stage> stages) {

    /** MobileNetV2 as published (arXiv 1801.04381, table 2), for pictures of 96 pixels and more. */
    public static final Trunk FULL = new Trunk(
            32,
            2,
            List.of(
                    Stage.bottlenecks(1, 16, 1, 1),
                    Stage.bottlenecks(6, 24, 2, 2),
                    Stage.bottlenecks(6, 32, 3, 2),
                    Stage.bottlenecks(6, 64, 4, 2),
                    Stage.bottlenecks(6, 96, 3, 1),
                    Stage.bottlenecks(6, 160, 3, 2),
                    Stage.bottlenecks(6, 320, 1, 1)));

    /** {@link #FULL} with three halvings instead of five, for pictures of 24 to 64 pixels: the base model adapted to them. */
    public static final Trunk FULL_FINE = new Trunk(
            32,
            1,
            List.of(
                    Stage.bottlenecks(1, 16, 1, 2),
                    Stage.bottlenecks(6, 24, 2, 1),
                    Stage.bottlenecks(6, 32, 3, 2),
                    Stage.bottlenecks(6, 64, 4, 1),
                    Stage.bottlenecks(6, 96, 3, 1),
                    Stage.bottlenecks(6, 160, 3, 2),
                    Stage.bottlenecks(6, 320, 1, 1)));

    /** As many halvings on fewer layers, for pictures of 40 to 96 pixels and training from scratch on a small budget. */
    public static final Trunk SHALLOW = new Trunk(
            32,
            2,
            List.of(
                    Stage.bottlenecks(1, 16, 1, 1),
                    Stage.bottlenecks(6, 24, 1, 2),
                    Stage.bottlenecks(6, 32, 1, 2),
                    Stage.bottlenecks(6, 64, 2, 2),
                    Stage.bottlenecks(6, 96, 1, 1)));

    /** Dense convolutions at the picture's own resolution, for pictures of 20 to 40 pixels. */
    public static final Trunk PLAIN = new Trunk(64, 1, List.of(Stage.plain(96, 1, 2), Stage.plain(192, 1, 2)));

    /** {@link #PLAIN} with a narrow stage more. */
    public static final Trunk PLAIN_DEEP =
            new Trunk(48, 1, List.of(Stage.plain(64, 1, 2), Stage.plain(128, 1, 2), Stage.plain(192, 1, 2)));

    /** {@link #PLAIN} after a stem that halves, for pictures of 40 to 64 pixels: details at the price of half the side. */
    public static final Trunk PLAIN_COARSE = new Trunk(64, 2, List.of(Stage.plain(96, 1, 2), Stage.plain(192, 1, 2)));

    /**
     * The layers of airbench94 (github.com/KellerJordan/cifar10-airbench), for pictures of 32 pixels: a stem with a filter and its
     * negative for each of the 12 values of a 2x2 patch, three stages that are pooled. Its head is as wide as the last stage.
     */
    public static final Trunk POOLED =
            new Trunk(2, 24, 1, List.of(Stage.pooled(64), Stage.pooled(256), Stage.pooled(256)));

    /**
     * The widths and depth of ResNet-20 (arXiv 1512.03385, section 4.2), for pictures of 32 pixels: half of its multiplications are
     * done at the picture's own resolution.
     */
    public static final Trunk RESIDUAL =
            new Trunk(16, 1, List.of(Stage.plain(16, 3, 1), Stage.plain(32, 3, 2), Stage.plain(64, 3, 2)));

    private static final Map<String, Trunk> NAMED = Map.of(
            "full",
            FULL,
            "full-fine",
            FULL_FINE,
            "shallow",
            SHALLOW,
            "plain",
            PLAIN,
            "plain-coarse",
            PLAIN_COARSE,
            "plain-deep",
            PLAIN_DEEP,
            "pooled",
            POOLED,
            "residual",
            RESIDUAL);

    public Trunk {
        stages = List.copyOf(stages);
    }

    /** A trunk that begins with a 3x3 convolution. */
    public Trunk(int stemChannels, int stemStride, List<Stage> stages) {
        this(3, stemChannels, stemStride, stages);
    }

    /** Whether the width multiplier applies to the stem; a stem of 2x2 patches needs as many filters at any width. */
    public boolean stemIsScaled() {
        return stemKernel > 2;
    }

    /**
     * The trunk of that name: {@code full}, {@code full-fine}, {@code shallow}, {@code plain}, {@code plain-coarse},
     * {@code plain-deep}, {@code pooled} or {@code residual}.
     *
     * @throws IllegalArgumentException naming what is allowed
     */
    public static Trunk named(String name) {
        Trunk trunk = NAMED.get(name);
        if (trunk == null) {
            throw new IllegalArgumentException(
                    "trunk is '" + name + "', allowed is one of " + new TreeSet<>(NAMED.keySet()));
        }
        return trunk;
    }
}
