package dev.chorus.core.fusion;

import dev.chorus.core.topk.TopK;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The fusion of one request in progress. Belongs to one thread; the order of {@link #add} never changes the ranking.
 */
@ConsumerType
public interface Fusion {

    /**
     * Adds the result of one variant. The caller ensures that each variant is added once.
     *
     * @param topK its classes, each below the number of classes
     * @param variantWeight how much it counts
     */
    void add(TopK topK, VariantWeight variantWeight);

    /**
     * Returns the first of the classes that any variant named, best first.
     *
     * @param atMost maximum number of classes, at least 1
     * @return empty before the first {@link #add}; scores never ascend and lie within 0..1
     */
    List<RankedClass> ranking(int atMost);

    /** All classes that any variant named, best first. */
    default List<RankedClass> ranking() {
        return ranking(Integer.MAX_VALUE);
    }

    /**
     * Returns whether the first class of {@link #ranking()} would stay first whatever results these variants could
     * still add, including classes that no variant has named yet. Exact: true is a proof; a strategy without a valid
     * bound always returns false.
     *
     * @param missing variants that may still be added, any number of them
     */
    boolean isDecided(Collection<VariantWeight> missing);

    /**
     * Returns the lead of the first class, as a share of the most that these variants could change: above 1 it is
     * decided, up to rounding; for display and statistics.
     *
     * @param missing variants that may still be added
     * @return at least 0; 0 before the first {@link #add}, and for a strategy without a valid bound
     */
    double lead(Collection<VariantWeight> missing);

    /**
     * Returns the probabilities of all classes from the added results, before calibration.
     *
     * @throws IllegalStateException before the first {@link #add}
     */
    ClassProbabilities probabilities();

    /** Removes everything added, for reuse by another request with as many classes. */
    void clear();
}
