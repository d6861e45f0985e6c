package dev.chorus.core.protocol;

import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.LabelSet;
import java.util.Collection;
import java.util.Map;

/**
 * Estimates the heap that a decoded message uses while it is kept, in bytes; rounded up, for 64-bit JVMs with
 * compressed pointers. Stateless.
 */
public final class RetainedSize {

    /** A message, its list headers and its map entry. */
    private static final int BASE = 400;

    private static final int STRING = 48;
    private static final int MAP_ENTRY = 64;
    private static final int RECORD = 48;
    private static final int BOXED = 24;

    private RetainedSize() {}

    /** Returns the size of a text; 0 for null. */
    public static long of(String text) {
        return text == null ? 0 : STRING + (isLatin(text) ? 1L : 2L) * text.length();
    }

    /** Such texts take one byte for each character (JEP 254). */
    private static boolean isLatin(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** Returns the size of a fused result. */
    public static long of(FusedResult result) {
        long bytes = BASE + of(result.reason()) + of(result.aggregator()) + of(result.familyVersion());
        for (FusedResult.RankedLabel label : result.labels()) {
            bytes += RECORD + of(label.label());
        }
        for (String variant : result.refusals().keySet()) {
            bytes += MAP_ENTRY + of(variant);
        }
        return bytes + texts(result.contributors()) + texts(result.missing());
    }

    /** Returns the size of a variant's result. */
    public static long of(TopKResult result) {
        return BASE + (result.isRefusal() ? 0 : 8L * result.topK().k());
    }

    /** Returns the size of a label set. */
    public static long of(LabelSet labels) {
        return BASE + texts(labels.labels());
    }

    /** Returns the size of a status, including its labels. */
    public static long of(Status status) {
        Status.Serving serving = status.variant();
        return serving == null || serving.labelSet() == null
                ? withoutLabels(status)
                : withoutLabels(status) + of(serving.labelSet());
    }

    /** Returns the size of a status whose labels are kept elsewhere. */
    public static long withoutLabels(Status status) {
        long bytes = BASE + of(status.id()) + of(status.problem()) + of(status.familyVersion()) + of(status.software());
        for (String name : status.counters().keySet()) {
            bytes += MAP_ENTRY + BOXED + of(name);
        }
        for (Status.Member member : status.members()) {
            bytes += RECORD + BOXED + of(member.id()) + of(member.variant());
        }
        return status.variant() == null
                ? bytes
                : bytes
                        + ofInstance(
                                null,
                                status.variant().variant(),
                                status.variant().fused());
    }

    /**
     * Returns the size of a variant instance without its labels.
     *
     * @param id may be null
     * @param fused what was fitted to its family
     */
    public static long ofInstance(String id, String variant, Map<String, FusedFit> fused) {
        long bytes = BASE + of(id) + of(variant);
        for (FusedFit fit : fused.values()) {
            bytes += BASE
                    + fit.margins().size() * (MAP_ENTRY + 2L * BOXED)
                    + fit.answers().size() * (BOXED + 4L);
        }
        return bytes;
    }

    private static long texts(Collection<String> texts) {
        long bytes = 0;
        for (String text : texts) {
            bytes += 8 + of(text);
        }
        return bytes;
    }
}
