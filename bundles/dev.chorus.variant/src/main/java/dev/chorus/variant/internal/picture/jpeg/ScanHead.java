package dev.chorus.variant.internal.picture.jpeg;

/** The header of a scan (T.81, B.2.3). Whatever is missing in the file is 0. */
final class ScanHead {

    private final byte[] file;
    private final Segment segment;

    ScanHead(byte[] file, Segment segment) {
        this.file = file;
        this.segment = segment;
    }

    private int one(int at) {
        return segment.from() + at < segment.to() ? file[segment.from() + at] & 0xFF : 0;
    }

    /** How many components it has. */
    int components() {
        return one(0);
    }

    /** The id of a component, by its place in the scan. */
    int component(int number) {
        return one(1 + 2 * number);
    }

    /** The first coefficient of a progressive scan. */
    int firstCoefficient() {
        return one(1 + 2 * components());
    }

    /** The last coefficient of a progressive scan. */
    int lastCoefficient() {
        return one(2 + 2 * components());
    }

    /** Whether a progressive scan adds bits to coefficients of an earlier one. */
    boolean refines() {
        return one(3 + 2 * components()) >> 4 > 0;
    }

    /** How many of the lowest bits a progressive scan leaves out. */
    int lowBit() {
        return one(3 + 2 * components()) & 0xF;
    }
}
