package dev.chorus.core.family;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds duplicate texts, in time proportional to their length whatever they are. Peers choose labels, and labels of
 * equal {@link String#hashCode} are easily made: a hash set of them takes three times as long as all other processing
 * of a status. The hash here has a random factor that peers do not know. Not thread-safe.
 */
final class DistinctTexts {

    private static final long FACTOR = ThreadLocalRandom.current().nextLong() | 1;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final String[] texts;
    private final long[] hashes;
    /**
     * Position plus 1 of the text that hashes to this index or an earlier one; 0: free. A power of two, at least twice
     * the capacity.
     */
    private final int[] table;

    private int size;

    /** @param capacity maximum number of texts, at least 1 */
    DistinctTexts(int capacity) {
        texts = new String[capacity];
        hashes = new long[capacity];
        table = new int[Integer.highestOneBit(capacity) * 4];
    }

    /** Adds a text; returns false, and adds nothing, if it is already present. */
    boolean add(String text) {
        long hash = hash(text);
        int mask = table.length - 1;
        int at = (int) (hash >>> 32) & mask;
        while (table[at] != 0) {
            int other = table[at] - 1;
            if (hashes[other] == hash && texts[other].equals(text)) {
                return false;
            }
            at = at + 1 & mask;
        }
        texts[size] = text;
        hashes[size] = hash;
        table[at] = ++size;
        return true;
    }

    private static long hash(String text) {
        long hash = text.length();
        for (int at = 0; at < text.length(); at++) {
            hash = hash * FACTOR + text.charAt(at);
        }
        hash = (hash ^ hash >>> 32) * MIX;
        return hash ^ hash >>> 29;
    }

    /** The number of texts added. */
    int size() {
        return size;
    }
}
