package dev.chorus.core.protocol;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.json.JsonLimits;

/**
 * Bounds of the JSON messages ({@code docs/limits.md}, "Messages of peers"). The records check the same bounds when they are made, so
 * what can be encoded can be decoded. Stateless.
 */
public final class WireLimits {

    /** The most bytes of a message, the labels of a variant's status excluded. */
    public static final int MESSAGE_BYTES = 256 << 10;

    /** The most bytes of a variant's status: {@link #MESSAGE_BYTES} and its labels. */
    public static final int STATUS_BYTES = MESSAGE_BYTES + LabelSet.MAX_JSON_BYTES;

    /** The most bytes of a message with the right label of a request. */
    public static final int TRUTH_BYTES = 8192;

    /** The most counters of a status; several times as many as a component of ours has. */
    public static final int COUNTERS = 256;

    /** The greatest count, up to which JSON numbers are exact. */
    public static final long MAX_COUNT = 1L << 53;

    /** The most variants, or instances of them, that a message names; as many as an aggregator knows. */
    public static final int VARIANTS = 256;

    /** The most labels of a fused result; as many as an aggregator can be configured to list. */
    public static final int LABELS = 1000;

    /** The most bytes that the labels of a fused result have together, see {@link LabelSet#jsonBytes}. */
    public static final int LABEL_BYTES = 96 << 10;

    /** In a status beside labels: members with their fields, and fits of all strategies. */
    private static final int OTHER_VALUES = 10_000;

    static final JsonLimits STATUS = new JsonLimits(STATUS_BYTES, LabelSet.MAX_LABELS + OTHER_VALUES);
    static final JsonLimits RESULT = new JsonLimits(MESSAGE_BYTES, OTHER_VALUES);
    static final JsonLimits TRUTH = new JsonLimits(TRUTH_BYTES, 100);

    private WireLimits() {}

    /** @throws IllegalArgumentException if a field has more elements than allowed */
    static void checkSize(String field, int size, int most) {
        if (size > most) {
            throw new IllegalArgumentException(field + " must have at most " + most + " elements, has " + size);
        }
    }

    /**
     * Returns a share without what rounding has added to it.
     *
     * @throws IllegalArgumentException if it is not within 0..1 to 9 digits
     */
    static double share(String field, double value) {
        if (!(value >= -1e-9 && value <= 1 + 1e-9)) {
            throw new IllegalArgumentException(field + " must be within 0..1, was " + value);
        }
        return Math.max(0, Math.min(1, value));
    }
}
