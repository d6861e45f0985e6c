package dev.chorus.core.drift;

import dev.chorus.core.family.LabelSet;
import java.util.List;

/**
 * The distance of a family's recent answers from its answers on the validation pictures: the scene in front of the
 * cameras, or its appearance, has changed. Immutable.
 *
 * @param answers number of answers counted
 * @param distance half the sum, over all classes, of the differences between both shares (total variation), 0 to 1: the
 *     share of the answers that would have to change for both distributions to be equal
 * @param chance upper bound of the distance in 19 of 20 cases if nothing has changed, by chance alone
 * @param more labels answered more often than expected, greatest difference first; at most {@value #MAX_LABELS}
 * @param fewer labels answered less often than expected, likewise
 */
public record Drift(int answers, double distance, double chance, List<String> more, List<String> fewer) {

    /** Maximum number of labels listed. */
    public static final int MAX_LABELS = 3;

    /** With few answers the bound of chance can exceed every distance. */
    public static final double MAX_CHANCE = 100;

    public Drift {
        if (answers < 1 || !(distance >= 0 && distance <= 1) || !(chance >= 0 && chance <= MAX_CHANCE)) {
            throw new IllegalArgumentException("answers, distance and chance must be at least 1, 0..1 and 0.."
                    + MAX_CHANCE + ", were " + answers + ", " + distance + " and " + chance);
        }
        if (more.size() > MAX_LABELS || fewer.size() > MAX_LABELS) {
            throw new IllegalArgumentException("more and fewer must have at most " + MAX_LABELS + " labels each, have "
                    + more.size() + " and " + fewer.size());
        }
        more.forEach(label -> LabelSet.checkLabel("more", label));
        fewer.forEach(label -> LabelSet.checkLabel("fewer", label));
        more = List.copyOf(more);
        fewer = List.copyOf(fewer);
    }

    /** Whether the distance exceeds chance. */
    public boolean isDrifted() {
        return distance > chance;
    }
}
