package dev.chorus.tools.planner;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.simulator.BenchFile;
import dev.chorus.tools.simulator.GatewayProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Speed of a gateway, from a measurement with {@code ./chorus bench inference} there.
 *
 * @param workMillis time of each variant for a picture, from file to Top-k, in the family's order
 * @param estimated whether the times were estimated from the paper's variants, not measured
 * @param slowdown slowdown relative to the machine of the profile
 */
record Speed(List<Double> workMillis, boolean estimated, double slowdown) {

    private static final double ALPHA = 0.35;
    private static final int[] RESOLUTIONS = {96, 128, 160, 192, 224, 256};
    private static final int CLASSES = 10;
    private static final double MICROS = 1000;

    Speed {
        workMillis = List.copyOf(workMillis);
    }

    /**
     * Uses a variant's own measurement if there is one. Otherwise the time is estimated: a straight line through the
     * paper's variants over their multiplications (least squares), plus the time for decoding the picture.
     *
     * @throws IllegalArgumentException if a measurement is missing
     */
    static Speed of(BenchFile measured, Family family, GatewayProfile profile) {
        double slowdown = measured.median("work") / profile.workMillis();
        List<Double> works = new ArrayList<>();
        boolean estimated = false;
        for (Variant variant : family.variants()) {
            Optional<Double> own = measured.medianIfThere("work." + variant.id());
            estimated |= own.isEmpty();
            works.add(own.isPresent() ? own.get() : estimate(measured, variant));
        }
        return new Speed(works, estimated, slowdown);
    }

    private static double estimate(BenchFile measured, Variant variant) {
        double[] macs = new double[RESOLUTIONS.length];
        double[] micros = new double[RESOLUTIONS.length];
        double macsMean = 0;
        double microsMean = 0;
        for (int at = 0; at < RESOLUTIONS.length; at++) {
            macs[at] = Network.of(VariantSpec.ofThePaper(ALPHA, RESOLUTIONS[at]), CLASSES)
                    .macs();
            micros[at] = measured.median("r" + RESOLUTIONS[at]);
            macsMean += macs[at] / RESOLUTIONS.length;
            microsMean += micros[at] / RESOLUTIONS.length;
        }
        double together = 0;
        double spread = 0;
        for (int at = 0; at < RESOLUTIONS.length; at++) {
            together += (macs[at] - macsMean) * (micros[at] - microsMean);
            spread += (macs[at] - macsMean) * (macs[at] - macsMean);
        }
        double slope = together / spread;
        double decoding = Math.max(0, MICROS * measured.median("work") - micros[0]);
        double network = microsMean + slope * (variant.macs() - macsMean);
        // Small networks need time for loading and ranking: never less than a tenth of the paper's smallest.
        return (decoding + Math.max(network, micros[0] / 10)) / MICROS;
    }
}
