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
 * How fast a gateway is, by what {@code ./chorus bench inference} measured there.
 *
 * @param workMillis what each variant of the family takes with a picture, from file to Top-k, in their order
 * @param estimated whether the family's variants were not measured there, and the paper's were taken instead
 * @param slowdown how many times slower than the machine of the profile it is
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
     * Takes a variant's own figure where there is one. Otherwise what the paper's variants take is a straight line over their
     * multiplications (least squares), and so is what this one takes; decoding the picture comes on top.
     *
     * @throws IllegalArgumentException if a figure is missing
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
        // Small networks take what loading and ranking take: never less than a tenth of the paper's smallest.
        return (decoding + Math.max(network, micros[0] / 10)) / MICROS;
    }
}
