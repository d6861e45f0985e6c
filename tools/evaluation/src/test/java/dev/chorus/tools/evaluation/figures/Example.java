package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.pictures.Skipped;
import java.util.List;

/**
 * The example of {@code docs/evaluation.md}: three variants of weights 2, 1 and 1, five pictures, three classes, k = 2.
 *
 * <pre>
 * picture  truth   a (2)             b (1)             c (1)             fused, divided by 4
 * 1        bolt    bolt .9 nut .1    bolt .8 nut .2    bolt .6 nut .4    bolt .8   nut .2
 * 2        nut     bolt .6 nut .4    nut .9 bolt .1    nut .6 bolt .4    nut .575  bolt .425
 * 3        bolt    nut .7 bolt .3    bolt .6 nut .4    bolt .5 nut .5    nut .575  bolt .425
 * 4        nut     nut 1             nut .7 bolt .3    bolt .9 nut .1    nut .7    bolt .3
 * 5        gear    bolt .6 nut .2    bolt .5 nut .5    nut .6 bolt .2    bolt .475 nut .375
 * </pre>
 */
public final class Example {

    private static final int BOLT = 0;
    private static final int NUT = 1;
    private static final int GEAR = 2;

    private Example() {}

    public static VariantAnswers answers() {
        return new VariantAnswers(
                3,
                List.of(VariantWeight.of(2), VariantWeight.of(1), VariantWeight.of(1)),
                new int[] {BOLT, NUT, BOLT, NUT, GEAR},
                new TopK[][] {
                    {bolt(0.9f, 0.1f), bolt(0.8f, 0.2f), bolt(0.6f, 0.4f)},
                    {bolt(0.6f, 0.4f), nut(0.9f, 0.1f), nut(0.6f, 0.4f)},
                    {nut(0.7f, 0.3f), bolt(0.6f, 0.4f), bolt(0.5f, 0.5f)},
                    {nut(1, 0), nut(0.7f, 0.3f), bolt(0.9f, 0.1f)},
                    {bolt(0.6f, 0.2f), bolt(0.5f, 0.5f), nut(0.6f, 0.2f)}
                },
                List.of(new Skipped("torn.jpg", "damaged <here>")));
    }

    public static Family family() {
        return new Family(
                "example",
                "1.0.0",
                new LabelSet(List.of("bolt", "nut", "gear")),
                List.of(variant("a", 2), variant("b", 1), variant("c", 1)));
    }

    /** The same with other weights that were fitted: bolt in picture 3, so that 4 of 5 are right. */
    public static Family fittedFamily() {
        return new Family(
                "example",
                "1.0.0",
                family().labelSet(),
                List.of(
                        variant("a", 2).withFit(Fit.of(1, 1.5)),
                        variant("b", 1).withFit(Fit.of(2.5, 0.75)),
                        variant("c", 1).withFit(Fit.of(0.5, 1))));
    }

    private static Variant variant(String id, double weight) {
        return new Variant(id, 0.35, 32, 192, weight, 2, id + ".onnx", "0".repeat(64), 1000, 2000, 0.5);
    }

    private static TopK bolt(float first, float second) {
        return TopK.of(new int[] {BOLT, NUT}, new float[] {first, second});
    }

    private static TopK nut(float first, float second) {
        return TopK.of(new int[] {NUT, BOLT}, new float[] {first, second});
    }
}
