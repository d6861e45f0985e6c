package dev.chorus.core.protocol;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.json.JsonLimits;

/**
 * Bounds of the JSON messages ({@code docs/limits.md}, "Messages of peers"). The constructors of the records check the
 * same bounds, so what can be encoded can be decoded. Stateless.
 */
public final class WireLimits {

    /** Maximum size of a message in bytes, without the labels of a variant's status. */
    public static final int MESSAGE_BYTES = 256 << 10;

    /** Maximum size of a variant's status in bytes: {@link #MESSAGE_BYTES} and its labels. */
    public static final int STATUS_BYTES = MESSAGE_BYTES + LabelSet.MAX_JSON_BYTES;

    /** Maximum size of a message with the right label of a request, in bytes. */
    public static final int TRUTH_BYTES = 8192;

    /** Maximum number of counters in a status; several times the number of any component. */
    public static final int COUNTERS = 256;

    /** Maximum count, up to which JSON numbers are exact. */
    public static final long MAX_COUNT = 1L << 53;

    /** Maximum number of variants, or instances of them, in a message; the maximum of an aggregator, too. */
    public static final int VARIANTS = 256;

    /** Maximum number of labels in a fused result; the maximum of the aggregator's configuration, too. */
    public static final int LABELS = 1000;

    /** Maximum size of all labels of a fused result together in bytes, see {@link LabelSet#jsonBytes}. */
    public static final int LABEL_BYTES = 96 << 10;

    /** Values of a status other than labels: members with their fields, and fits of all strategies. */
    private static final int OTHER_VALUES = 10_000;

    static final JsonLimits STATUS = new JsonLimits(STATUS_BYTES, LabelSet.MAX_LABELS + OTHER_VALUES);
    static final JsonLimits RESULT = new JsonLimits(MESSAGE_BYTES, OTHER_VALUES);
    static final JsonLimits TRUTH = new JsonLimits(TRUTH_BYTES, 100);

    private WireLimits() {}

    /** @throws IllegalArgumentException if a field has too many elements */
    static void checkSize(String field, int size, int most) {
        if (size > most) {
            throw new IllegalArgumentException(field + " must have at most " + most + " elements, has " + size);
        }
    }

    /**
     * Returns a share without rounding errors.
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
