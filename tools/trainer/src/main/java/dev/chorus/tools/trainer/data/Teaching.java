package dev.chorus.tools.trainer.data;

/**
 * What a teacher makes of the pictures to learn from, as they are and mirrored sideways. Immutable; any number of threads may
 * read.
 */
public final class Teaching {

    /** Views of each picture: as it is, mirrored. */
    public static final int VIEWS = 2;

    private final String teacher;
    private final int classes;
    private final float[] probabilities;

    /**
     * @param teacher what identifies the teacher
     * @param classes size of the label set
     * @param probabilities shape {@code [pictures, 2, classes]}; belongs to this from now on
     * @throws IllegalArgumentException if the length does not fit
     */
    public Teaching(String teacher, int classes, float[] probabilities) {
        if (probabilities.length % (VIEWS * classes) != 0) {
            throw new IllegalArgumentException(
                    "probabilities must be a multiple of " + VIEWS * classes + ", were " + probabilities.length);
        }
        this.teacher = teacher;
        this.classes = classes;
        this.probabilities = probabilities;
    }

    /**
     * The same with all probabilities made more alike, so that those of improbable classes are learned from too (arXiv
     * 1503.02531).
     *
     * @param temperature what their logarithms are divided by, above 0
     */
    public Teaching tempered(double temperature) {
        float[] tempered = new float[probabilities.length];
        for (int from = 0; from < tempered.length; from += classes) {
            double sum = 0;
            for (int at = from; at < from + classes; at++) {
                sum += Math.pow(probabilities[at], 1 / temperature);
            }
            for (int at = from; at < from + classes; at++) {
                tempered[at] = (float) (Math.pow(probabilities[at], 1 / temperature) / sum);
            }
        }
        return new Teaching(teacher, classes, tempered);
    }

    /** How many pictures it is of. */
    int pictures() {
        return probabilities.length / (VIEWS * classes);
    }

    /** Adds a share of what the teacher makes of a picture to the target, from an offset on. */
    void add(int picture, boolean mirrored, double share, float[] target, int offset) {
        int from = (picture * VIEWS + (mirrored ? 1 : 0)) * classes;
        for (int label = 0; label < classes; label++) {
            target[offset + label] += (float) (share * probabilities[from + label]);
        }
    }

    /** A copy of all probabilities, shape {@code [pictures, 2, classes]}. */
    public float[] probabilities() {
        return probabilities.clone();
    }

    /** What identifies the teacher. */
    @Override
    public String toString() {
        return teacher;
    }
}
