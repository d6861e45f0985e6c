package dev.chorus.tools.quantizer;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.metrics.Percentiles;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * The variants of a family, loaded and tested as gateways do it, how often they were right and how
 * long they took. Owns the sessions until closed;
 * belongs to one thread.
 */
final class LoadedFamily implements AutoCloseable {

    /** What a variant sends unless configured otherwise. */
    private static final int USUAL_K = 5;

    private static final double NANOS_A_MILLI = 1e6;

    private final OnnxRuntime runtime = new OnnxRuntime();
    private final FusionStrategy strategy = new ScaledSum();
    private final List<LoadedModel> models = new ArrayList<>();
    private final int[] right;
    private final int classes;
    private final List<List<Long>> nanos = new ArrayList<>();
    private int rightWhenFused;
    private int asked;

    /**
     * Loads them.
     *
     * @param onnx the variants' ONNX files, in their order
     * @throws IllegalArgumentException if one is refused
     */
    LoadedFamily(Family family, List<byte[]> onnx) {
        right = new int[onnx.size()];
        classes = family.labelSet().size();
        try {
            for (int at = 0; at < right.length; at++) {
                Variant variant = family.variants().get(at);
                nanos.add(new ArrayList<>());
                models.add(runtime.load(family, variant, variant.model(), onnx.get(at)));
            }
        } catch (ModelRefusedException e) {
            close();
            throw new IllegalArgumentException(
                    "model " + family.variants().get(models.size()).model() + " is refused: " + e.getMessage(), e);
        }
    }

    /** Asks all variants and fuses what they say. */
    void ask(Picture picture, int classIndex) {
        Fusion fusion = strategy.begin(classes);
        for (int at = 0; at < right.length; at++) {
            LoadedModel model = models.get(at);
            long begun = System.nanoTime();
            TopK topK = classify(model, picture);
            nanos.get(at).add(System.nanoTime() - begun);
            right[at] += topK.classAt(0) == classIndex ? 1 : 0;
            fusion.add(
                    topK.first(Math.min(USUAL_K, topK.k())),
                    VariantWeight.of(model.variant().weight()));
        }
        rightWhenFused += fusion.ranking(1).get(0).classIndex() == classIndex ? 1 : 0;
        asked++;
    }

    private static TopK classify(LoadedModel model, Picture picture) {
        try {
            return model.classify(picture);
        } catch (InferenceException e) {
            throw new IllegalStateException("variant " + model.variant().id() + ": " + e.getMessage(), e);
        }
    }

    /** The share of pictures of which a variant's best class was the right one, 0 to 1. */
    double accuracy(int variant) {
        return (double) right[variant] / asked;
    }

    /** The median of the times that a variant took for a picture, in milliseconds. */
    double millis(int variant) {
        return Percentiles.of(nanos.get(variant)).median().orElseThrow() / NANOS_A_MILLI;
    }

    /** The share of pictures of which the fused answer was the right one, 0 to 1. */
    double fusedAccuracy() {
        return (double) rightWhenFused / asked;
    }

    /** How many pictures were asked about. */
    int asked() {
        return asked;
    }

    @Override
    public void close() {
        models.forEach(model -> model.session().close());
    }
}
