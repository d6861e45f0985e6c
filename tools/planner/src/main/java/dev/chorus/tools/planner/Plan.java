package dev.chorus.tools.planner;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which variant each gateway hosts. Immutable.
 *
 * @param variantOf of each gateway the index of its variant, or {@link #NONE}; not to be written to
 * @param aggregator index of the gateway that also aggregates
 * @param standby of the one that aggregates when that is lost; the same if there is only one gateway
 */
record Plan(int[] variantOf, int aggregator, int standby) {

    /** A gateway that hosts no variant. */
    static final int NONE = -1;

    /** Bits of the variants that are hosted at all. */
    int variants() {
        return Arrays.stream(variantOf)
                .filter(variant -> variant != NONE)
                .reduce(0, (set, variant) -> set | 1 << variant);
    }

    /** The gateways that host a variant. */
    int[] hosts() {
        return IntStream.range(0, variantOf.length)
                .filter(site -> variantOf[site] != NONE)
                .toArray();
    }
}
