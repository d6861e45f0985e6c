package dev.chorus.core.fusion;

import dev.chorus.core.topk.TopK;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** One request's fusion under way. Belongs to one thread; the order of {@link #add} never changes the outcome. */
@ConsumerType
public interface Fusion {

    /**
     * Adds what one variant says. The caller sees to it that a variant is added once.
     *
     * @param topK its classes
     * @param weight its fusion weight, above 0 and at most 1000
     */
    void add(TopK topK, double weight);

    /**
     * The classes that any variant named, best first; of equal scores the smaller class index is first.
     *
     * @return empty before the first {@link #add}; scores never ascend and lie within 0..1
     */
    List<RankedClass> ranking();

    /**
     * Whether the first class of {@link #ranking()} would be the first whatever variants of this total weight could
     * still add. Exact: true is a proof; a strategy that cannot prove answers false.
     *
     * @param missingWeight the sum of the weights that may still be added, at least 0
     */
    boolean isDecided(double missingWeight);
}
