package dev.chorus.core.peer;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Immutable sorted copies for keys chosen by peers. {@link Map#copyOf} and {@code Set.copyOf} probe linearly: with keys
 * of equal hashes, which are easily made, the time of a copy grows with the square of their number. Stateless.
 */
public final class SortedCopies {

    private SortedCopies() {}

    /** A copy of a map, sorted by key; no key may be null. */
    public static <K extends Comparable<? super K>, V> SortedMap<K, V> map(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** The distinct elements of a collection, sorted; none may be null. */
    public static <E extends Comparable<? super E>> SortedSet<E> set(Collection<E> elements) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(elements));
    }
}
