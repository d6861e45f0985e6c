package dev.chorus.core.family;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ordered class names that a family tells apart. Results of different label sets never fuse.
 *
 * @param labels at least two, at most {@value #MAX_LABELS}, each of 1 to {@value #MAX_LABEL_LENGTH} characters without
 *     control characters, no two alike; the position is the class index
 */
public record LabelSet(List<String> labels) {

    /** The most labels that 16-bit class indices tell apart. */
    public static final int MAX_LABELS = 65_536;

    /** The longest label, in characters. */
    public static final int MAX_LABEL_LENGTH = 256;

    /** @throws IllegalArgumentException naming the label that is not allowed */
    public LabelSet {
        labels = List.copyOf(labels);
        if (labels.size() < 2 || labels.size() > MAX_LABELS) {
            throw new IllegalArgumentException("labels are " + labels.size() + ", allowed are 2.." + MAX_LABELS);
        }
        Set<String> seen = new HashSet<>();
        for (String label : labels) {
            if (label.isEmpty()
                    || label.length() > MAX_LABEL_LENGTH
                    || label.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "label " + seen.size() + " is '" + label.replaceAll("\\p{Cntrl}", "?") + "', allowed are 1.."
                                + MAX_LABEL_LENGTH + " characters, none of them a control character");
            }
            if (!seen.add(label)) {
                throw new IllegalArgumentException("label '" + label + "' stands twice");
            }
        }
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

    /** What tells this label set from another on the wire; computed on each call. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(labels);
    }
}
