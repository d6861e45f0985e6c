package dev.chorus.core.fusion;

import dev.chorus.core.topk.TopK;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** One request's fusion under way. Belongs to one thread; the order of {@link #add} never changes the ranking. */
@ConsumerType
public interface Fusion {

    /**
     * Adds what one variant says. The caller sees to it that a variant is added once.
     *
     * @param topK its classes, each below the number of classes
     * @param variantWeight how much it counts
     */
    void add(TopK topK, VariantWeight variantWeight);

    /**
     * The first of the classes that any variant named, best first.
     *
     * @param atMost how many, at least 1
     * @return empty before the first {@link #add}; scores never ascend and lie within 0..1
     */
    List<RankedClass> ranking(int atMost);

    /** All classes that any variant named, best first. */
    default List<RankedClass> ranking() {
        return ranking(Integer.MAX_VALUE);
    }

    /**
     * Whether the first class of {@link #ranking()} would be the first whatever these variants could still add, be it a class that
     * nobody has named yet. Exact: true is a proof; a strategy without a valid bound always answers false.
     *
     * @param missing those that may still be added, any number of them
     */
    boolean isDecided(Collection<VariantWeight> missing);

    /**
     * How far the first class is ahead, as a share of the most that these variants could change: above 1 it is decided, but for
     * rounding; for people and statistics.
     *
     * @param missing those that may still be added
     * @return at least 0; 0 before the first {@link #add}, and for a strategy without a valid bound
     */
    double lead(Collection<VariantWeight> missing);

    /**
     * What was added says of all classes, before calibration.
     *
     * @throws IllegalStateException before the first {@link #add}
     */
    ClassProbabilities probabilities();

    /** Forgets all that was added: from now on it is another request's, of as many classes. */
    void clear();
}
