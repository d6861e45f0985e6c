package dev.chorus.tools.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole network: RGB picture in {@code [-1, 1]}, trunk, global pooling, one linear layer to the classes.
 *
 * @param resolution side of the picture, in pixels
 * @param margin by how much the picture is larger before its middle is cropped to that, in pixels
 * @param mirrored whether the picture is mirrored sideways first
 * @param trunk from 3 channels to {@code headWidth}
 * @param headWidth channels that are pooled
 * @param pooling how
 * @param colour what is made of the picture's colours first
 * @param classes how many go out
 */
public record Network(
        int resolution,
        int margin,
        boolean mirrored,
        List<Layer> trunk,
        int headWidth,
        Pooling pooling,
        Colour colour,
        int classes) {

    public Network {
        trunk = List.copyOf(trunk);
    }

    /** Lays out the layers of a variant. */
    public static Network of(VariantSpec spec, int classes) {
        List<Layer> layers = new ArrayList<>();
        Trunk trunk = spec.trunk();
        int channels = trunk.stemIsScaled() ? scaled(trunk.stemChannels(), spec.alpha()) : trunk.stemChannels();
        layers.add(new Layer.Conv(3, channels, trunk.stemKernel(), trunk.stemStride(), 1, true));
        for (Stage stage : trunk.stages()) {
            int out = scaled(stage.channels(), spec.alpha());
            for (int repeat = 0; repeat < stage.repeats(); repeat++) {
                layers.addAll(block(stage, channels, out, repeat == 0));
                channels = out;
            }
        }
        int pooled = spec.headWidth() == 0 ? channels : spec.headWidth();
        if (spec.headWidth() > 0) {
            layers.add(Layer.Conv.pointwise(channels, spec.headWidth(), true));
        }
        return new Network(
                spec.resolution(),
                spec.margin(),
                spec.mirrored(),
                layers,
                pooled,
                spec.pooling(),
                spec.colour(),
                classes);
    }

    private static List<Layer> block(Stage stage, int in, int out, boolean first) {
        int stride = first ? stage.stride() : 1;
        return switch (stage.block()) {
            case BOTTLENECK -> bottleneck(in, out, stride, stage.expansion());
            case PLAIN -> plain(in, out, stride, first);
            case POOLED -> List.of(Layer.Conv.pooled(in, out, stride), Layer.Conv.pooled(out, out, 1));
        };
    }

    private static List<Layer> bottleneck(int in, int out, int stride, int expansion) {
        List<Layer.Conv> body = new ArrayList<>();
        int wide = in * expansion;
        if (expansion != 1) {
            body.add(Layer.Conv.pointwise(in, wide, true));
        }
        body.add(Layer.Conv.depthwise(wide, stride));
        body.add(Layer.Conv.pointwise(wide, out, false));
        return stride == 1 && in == out ? List.of(new Layer.Residual(body)) : List.copyOf(body);
    }

    private static List<Layer> plain(int in, int out, int stride, boolean first) {
        List<Layer> layers = new ArrayList<>();
        if (first) {
            layers.add(Layer.Conv.dense(in, out, stride, true));
        }
        layers.add(
                new Layer.Residual(List.of(Layer.Conv.dense(out, out, 1, true), Layer.Conv.dense(out, out, 1, true))));
        return layers;
    }

    /** Channels times alpha, to the nearest multiple of 8 that loses at most a tenth (arXiv 1801.04381, reference code's rule). */
    static int scaled(int channels, double alpha) {
        double wanted = channels * alpha;
        int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
        return rounded < 0.9 * wanted ? rounded + 8 : rounded;
    }

    /** All convolutions in the order in which they are computed. */
    public List<Layer.Conv> convolutions() {
        List<Layer.Conv> all = new ArrayList<>();
        for (Layer layer : trunk) {
            if (layer instanceof Layer.Residual residual) {
                all.addAll(residual.body());
            } else {
                all.add((Layer.Conv) layer);
            }
        }
        return all;
    }

    /** Numbers that are learned: weights, batch norm's two per channel, the classifier's weights and biases. */
    public long parameters() {
        long sum = (long) (headWidth + 1) * classes;
        for (Layer.Conv conv : convolutions()) {
            sum += weights(conv) + conv.normParameters();
        }
        return sum;
    }

    /** Multiply-accumulates of convolutions and classifier for one picture. */
    public long macs() {
        long sum = (long) headWidth * classes;
        int side = resolution;
        for (Layer.Conv conv : convolutions()) {
            int computed = conv.computedSide(side);
            sum += weights(conv) * computed * computed;
            side = conv.sideAfter(side);
        }
        return sum;
    }

    /**
     * Every place where the network can be cut in two, from the whole picture before the first convolution to the pooled
     * features before the classifier.
     */
    public List<Cut> cuts() {
        List<Cut> cuts = new ArrayList<>();
        int side = resolution;
        long crossing = 3L * side * side;
        cuts.add(new Cut("picture", crossing));
        int number = 0;
        for (Layer layer : trunk) {
            List<Layer.Conv> convolutions =
                    layer instanceof Layer.Residual residual ? residual.body() : List.of((Layer.Conv) layer);
            long kept = layer instanceof Layer.Residual ? crossing : 0;
            for (Layer.Conv conv : convolutions) {
                side = conv.sideAfter(side);
                crossing = (long) conv.out() * side * side;
                cuts.add(new Cut("convolution " + ++number, crossing + kept));
            }
            // The addition belongs to the device that computes the residual's last convolution.
            cuts.set(cuts.size() - 1, new Cut("convolution " + number, crossing));
        }
        cuts.add(new Cut("pooling", headWidth));
        return cuts;
    }

    private static long weights(Layer.Conv conv) {
        return (long) conv.out() * conv.in() / conv.groups() * conv.kernel() * conv.kernel();
    }
}
