package dev.chorus.variant.internal.picture;

/**
 * How the rows and columns of a file lie in the upright picture (EXIF 2.32, tag 274). The constants are named by where the first row
 * and the first column of the file belong, and stand in the order of the tag's values 1 to 8.
 */
public enum Orientation {
    TOP_LEFT(false, false, false),
    TOP_RIGHT(false, true, false),
    BOTTOM_RIGHT(false, true, true),
    BOTTOM_LEFT(false, false, true),
    LEFT_TOP(true, false, false),
    RIGHT_TOP(true, true, false),
    RIGHT_BOTTOM(true, true, true),
    LEFT_BOTTOM(true, false, true);

    private final boolean swaps;
    private final boolean fromRight;
    private final boolean fromBottom;

    Orientation(boolean swaps, boolean fromRight, boolean fromBottom) {
        this.swaps = swaps;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /** By the value of the tag; {@link #TOP_LEFT} for values that do not exist. */
    static Orientation ofTag(long value) {
        return value >= 1 && value <= values().length ? values()[(int) value - 1] : TOP_LEFT;
    }

    /** Whether rows of the file are columns of the upright picture. */
    public boolean swaps() {
        return swaps;
    }

    /** Whether pixels are counted from the right side of the upright picture. */
    boolean fromRight() {
        return fromRight;
    }

    /** Whether pixels are counted from the bottom of the upright picture. */
    boolean fromBottom() {
        return fromBottom;
    }
}
