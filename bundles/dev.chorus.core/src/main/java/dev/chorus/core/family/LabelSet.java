package dev.chorus.core.family;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ordered class names that a family tells apart; the position is the class index. Results of different label sets never fuse.
 * Immutable.
 */
public final class LabelSet {

    /** The most labels that 16-bit class indices tell apart. */
    public static final int MAX_LABELS = 65_536;

    /** The longest label, in characters. */
    public static final int MAX_LABEL_LENGTH = 256;

    private final List<String> labels;

    /** Computed once: a hash over all labels. Threads that race compute the same. */
    private volatile Fingerprint fingerprint;

    /**
     * Takes over labels.
     *
     * @param labels at least two, at most {@value #MAX_LABELS}, each as {@link #checkLabel} has it, no two alike; copied
     * @throws IllegalArgumentException naming the label that is not allowed
     */
    public LabelSet(List<String> labels) {
        this.labels = List.copyOf(labels);
        if (labels.size() < 2 || labels.size() > MAX_LABELS) {
            throw new IllegalArgumentException("labels are " + labels.size() + ", allowed are 2.." + MAX_LABELS);
        }
        Set<String> seen = new HashSet<>();
        for (String label : this.labels) {
            checkLabel("label " + seen.size(), label);
            if (!seen.add(label)) {
                throw new IllegalArgumentException("label '" + label + "' stands twice");
            }
        }
    }

    /**
     * Hands a label through.
     *
     * @param field what it is, for the message
     * @throws IllegalArgumentException if it does not have 1 to {@value #MAX_LABEL_LENGTH} characters, or has a
     *     control character or half of a surrogate pair
     */
    public static String checkLabel(String field, String label) {
        if (label.isEmpty()
                || label.length() > MAX_LABEL_LENGTH
                || !label.codePoints().allMatch(LabelSet::isText)) {
            String shown = label.length() <= MAX_LABEL_LENGTH ? label : label.substring(0, MAX_LABEL_LENGTH) + "...";
            throw new IllegalArgumentException(
                    field + " is '" + shown.replaceAll("\\p{Cntrl}", "?") + "', allowed are 1.." + MAX_LABEL_LENGTH
                            + " characters, none of them a control character or half of a surrogate pair");
        }
        return label;
    }

    /** Half of a surrogate pair is none: in UTF-8 it would be another label. */
    private static boolean isText(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    /** All labels in order, at least two. */
    public List<String> labels() {
        return labels;
    }

    /** How many classes there are. */
    public int size() {
        return labels.size();
    }

    /**
     * The name of a class.
     *
     * @param classIndex {@code 0..size()-1}
     */
    public String label(int classIndex) {
        return labels.get(classIndex);
    }

    /** What tells this label set from another on the wire; computed by the first call. */
    public Fingerprint fingerprint() {
        Fingerprint known = fingerprint;
        if (known == null) {
            known = Fingerprint.of(labels);
            fingerprint = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSet that && labels.equals(that.labels);
    }

    @Override
    public int hashCode() {
        return labels.hashCode();
    }

    @Override
    public String toString() {
        return "LabelSet" + labels;
    }
}
