package dev.chorus.tools.planner;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Assignment of variants to gateways. Immutable.
 *
 * @param variantOf index of the variant per gateway, or {@link #NONE}; must not be modified
 * @param aggregator index of the gateway that also hosts the aggregator
 * @param standby index of the gateway with the standby aggregator; equal to {@code aggregator} with one gateway only
 */
record Plan(int[] variantOf, int aggregator, int standby) {

    /** Value for a gateway without a variant. */
    static final int NONE = -1;

    /** Returns the set of hosted variants as bits. */
    int variants() {
        return Arrays.stream(variantOf)
                .filter(variant -> variant != NONE)
                .reduce(0, (set, variant) -> set | 1 << variant);
    }

    /** Returns the gateways that host a variant. */
    int[] hosts() {
        return IntStream.range(0, variantOf.length)
                .filter(site -> variantOf[site] != NONE)
                .toArray();
    }
}
