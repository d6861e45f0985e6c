package dev.chorus.core.family;

import dev.chorus.core.peer.PeerText;
import java.util.List;

/**
 * The ordered class names of a family; the position is the class index. Results of different label sets never fuse.
 * Immutable.
 */
public final class LabelSet {

    /** Maximum number of labels, the range of 16-bit class indices. */
    public static final int MAX_LABELS = 65_536;

    /** Maximum length of a label, in characters. */
    public static final int MAX_LABEL_LENGTH = 256;

    /**
     * Maximum size of all labels together as JSON strings in UTF-8, each with its quotes and a comma, in bytes. A
     * variant's status carries its labels, and every aggregator decodes it every ten seconds.
     */
    public static final int MAX_JSON_BYTES = 768 << 10;

    private final List<String> labels;

    /** Computed once: a hash over all labels. Racing threads compute the same value. */
    private volatile Fingerprint fingerprint;

    /**
     * Creates a label set.
     *
     * @param labels at least two, at most {@value #MAX_LABELS}, each as {@link #checkLabel} requires, all distinct,
     *     together at most {@value #MAX_JSON_BYTES} bytes as JSON; copied
     * @throws IllegalArgumentException naming the invalid label
     */
    public LabelSet(List<String> labels) {
        this.labels = List.copyOf(labels);
        if (labels.size() < 2 || labels.size() > MAX_LABELS) {
            throw new IllegalArgumentException("labels must be 2.." + MAX_LABELS + ", were " + labels.size());
        }
        DistinctTexts seen = new DistinctTexts(labels.size());
        int bytes = 0;
        for (String label : this.labels) {
            if (!isLabel(label)) {
                checkLabel("label " + seen.size(), label);
            }
            bytes += jsonBytes(label);
            if (bytes > MAX_JSON_BYTES) {
                throw new IllegalArgumentException("labels must have at most " + MAX_JSON_BYTES
                        + " bytes as JSON, label " + seen.size() + " of " + labels.size() + " exceeds that");
            }
            if (!seen.add(label)) {
                throw new IllegalArgumentException("label '" + label + "' must be listed once, is listed twice");
            }
        }
    }

    /** Returns the size in bytes of a label as JSON string in UTF-8, with its quotes and a comma, as Gson writes it. */
    public static int jsonBytes(String label) {
        int bytes = 3;
        for (int at = 0; at < label.length(); at++) {
            char unit = label.charAt(at);
            if (unit == '"' || unit == '\\') {
                bytes += 2;
            } else if (unit == '\u2028' || unit == '\u2029') {
                bytes += 6;
            } else if (unit < 0x80) {
                bytes += 1;
            } else {
                // Each half of a pair makes two of the four bytes.
                bytes += unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
            }
        }
        return bytes;
    }

    /**
     * Returns a label after checking it.
     *
     * @param field the label's name in error messages
     * @throws IllegalArgumentException if it does not have 1 to {@value #MAX_LABEL_LENGTH} characters, or has a control
     *     character or half of a surrogate pair
     */
    public static String checkLabel(String field, String label) {
        if (!isLabel(label)) {
            String shown = label.length() <= MAX_LABEL_LENGTH ? label : label.substring(0, MAX_LABEL_LENGTH) + "...";
            throw new IllegalArgumentException(field + " must be 1.." + MAX_LABEL_LENGTH
                    + " characters, none of them a control character or half of a surrogate pair, was '"
                    + PeerText.escaped(shown) + "'");
        }
        return label;
    }

    /** Half of a surrogate pair is not text: in UTF-8 it would be another label. */
    private static boolean isLabel(String label) {
        if (label.isEmpty() || label.length() > MAX_LABEL_LENGTH) {
            return false;
        }
        int at = 0;
        while (at < label.length()) {
            int codePoint = label.codePointAt(at);
            boolean half = codePoint <= 0xFFFF && Character.isSurrogate((char) codePoint);
            if (half || Character.isISOControl(codePoint)) {
                return false;
            }
            at += Character.charCount(codePoint);
        }
        return true;
    }

    /** All labels in order, at least two. */
    public List<String> labels() {
        return labels;
    }

    /** The number of classes. */
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

    /** Identifies this label set on the wire; computed by the first call. */
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
