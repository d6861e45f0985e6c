package dev.chorus.tools.trainer.net;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole network: RGB picture in {@code [-1, 1]}, trunk, global average pooling, one linear layer to the classes.
 *
 * @param resolution side of the picture, in pixels
 * @param trunk from 3 channels to {@code headWidth}
 * @param headWidth channels that are pooled
 * @param classes how many go out
 */
public record Network(int resolution, List<Layer> trunk, int headWidth, int classes) {

    private static final int STEM = 32;
    private static final int[] EXPANSIONS = {1, 6, 6, 6, 6, 6, 6};
    private static final int[] CHANNELS = {16, 24, 32, 64, 96, 160, 320};

    public Network {
        trunk = List.copyOf(trunk);
    }

    /** Lays out the layers of a variant. */
    public static Network of(VariantSpec spec, int classes) {
        List<Layer> layers = new ArrayList<>();
        int channels = scaled(STEM, spec.alpha());
        layers.add(new Layer.Conv(3, channels, 3, spec.trunk().stemStride(), 1, true));
        for (int stage = 0; stage < CHANNELS.length; stage++) {
            int out = scaled(CHANNELS[stage], spec.alpha());
            for (int repeat = 0; repeat < spec.trunk().repeats().get(stage); repeat++) {
                int stride = repeat == 0 ? spec.trunk().strides().get(stage) : 1;
                layers.addAll(bottleneck(channels, out, stride, EXPANSIONS[stage]));
                channels = out;
            }
        }
        layers.add(Layer.Conv.pointwise(channels, spec.headWidth(), true));
        return new Network(spec.resolution(), layers, spec.headWidth(), classes);
    }

    private static List<? extends Layer> bottleneck(int in, int out, int stride, int expansion) {
        List<Layer.Conv> body = new ArrayList<>();
        int wide = in * expansion;
        if (expansion != 1) {
            body.add(Layer.Conv.pointwise(in, wide, true));
        }
        body.add(Layer.Conv.depthwise(wide, stride));
        body.add(Layer.Conv.pointwise(wide, out, false));
        return stride == 1 && in == out ? List.of(new Layer.Residual(body)) : body;
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
            sum += weights(conv) + 2L * conv.out();
        }
        return sum;
    }

    /** Multiply-accumulates of convolutions and classifier for one picture. */
    public long macs() {
        long sum = (long) headWidth * classes;
        int side = resolution;
        for (Layer.Conv conv : convolutions()) {
            side = conv.sideAfter(side);
            sum += weights(conv) * side * side;
        }
        return sum;
    }

    private static long weights(Layer.Conv conv) {
        return (long) conv.out() * conv.in() / conv.groups() * conv.kernel() * conv.kernel();
    }
}
