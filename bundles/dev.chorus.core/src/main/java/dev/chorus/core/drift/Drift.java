package dev.chorus.core.drift;

import dev.chorus.core.family.LabelSet;
import java.util.List;

/**
 * How far the last answers of a family are from those that it gave to the pictures it was validated with: what is in front of the
 * cameras, or how it looks, has changed. Immutable.
 *
 * @param answers how many were counted
 * @param distance half the sum, over all classes, of the differences between the shares of both (total variation), 0 to 1: this
 *     share of the answers would have to be others for both to be alike
 * @param chance what the distance stays below in 19 of 20 cases if nothing has changed, by chance alone
 * @param more labels that are answered more often than expected, those with the greatest difference first; at most
 *     {@value #MAX_LABELS}
 * @param fewer labels that are answered less often, likewise
 */
public record Drift(int answers, double distance, double chance, List<String> more, List<String> fewer) {

    /** The most labels that are named. */
    public static final int MAX_LABELS = 3;

    /** With few answers the bound of chance can be above every distance. */
    public static final double MAX_CHANCE = 100;

    public Drift {
        if (answers < 1 || !(distance >= 0 && distance <= 1) || !(chance >= 0 && chance <= MAX_CHANCE)) {
            throw new IllegalArgumentException("drift is of " + answers + " answers with distance " + distance
                    + " and chance " + chance + ", allowed is 1 and more, 0..1, 0.." + MAX_CHANCE);
        }
        if (more.size() > MAX_LABELS || fewer.size() > MAX_LABELS) {
            throw new IllegalArgumentException("drift names " + more.size() + " labels that are more and "
                    + fewer.size() + " that are fewer, allowed are " + MAX_LABELS);
        }
        more.forEach(label -> LabelSet.checkLabel("more", label));
        fewer.forEach(label -> LabelSet.checkLabel("fewer", label));
        more = List.copyOf(more);
        fewer = List.copyOf(fewer);
    }

    /** Whether that is more than chance makes of it. */
    public boolean isDrifted() {
        return distance > chance;
    }
}
