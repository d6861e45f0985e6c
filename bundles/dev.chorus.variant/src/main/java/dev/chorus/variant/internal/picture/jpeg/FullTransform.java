package dev.chorus.variant.internal.picture.jpeg;

/**
 * The inverse cosine transform of a whole block (T.81, A.3.3), in the fixed point that libjpeg and libjpeg-turbo compute by default, so
 * that samples are the same to the bit. The one-dimensional transform has 12 multiplications (Loeffler, Ligtenberg and Moschytz,
 * 1989); columns come first and keep two bits below the point, rows round them off. Stateless.
 */
final class FullTransform {

    private static final int SIDE = 8;

    /** Of the fixed point of factors. */
    private static final int BITS = 13;

    /** Kept from columns to rows. */
    private static final int KEPT = 2;

    private static final int COLUMN_SHIFT = BITS - KEPT;

    /** Three more: each of the two transforms makes numbers larger by the square root of 8. */
    private static final int ROW_SHIFT = BITS + KEPT + 3;

    private static final int MIDDLE = 128;

    // Cosines and their sums, as the flow graph of the transform has them; c(n) is the square root of 2 times cos(n pi
    // / 16).
    private static final int C6 = fixed(c(6));
    private static final int C2_MINUS_C6 = fixed(c(2) - c(6));
    private static final int C2_PLUS_C6 = fixed(c(2) + c(6));
    private static final int C3 = fixed(c(3));
    private static final int A7 = fixed(-c(1) + c(3) + c(5) - c(7));
    private static final int A5 = fixed(c(1) + c(3) - c(5) + c(7));
    private static final int A3 = fixed(c(1) + c(3) + c(5) - c(7));
    private static final int A1 = fixed(c(1) + c(3) - c(5) - c(7));
    private static final int OUTER = fixed(c(7) - c(3));
    private static final int INNER = fixed(-c(1) - c(3));
    private static final int FIRST = fixed(-c(3) - c(5));
    private static final int SECOND = fixed(c(5) - c(3));

    private FullTransform() {}

    private static double c(int n) {
        return Math.sqrt(2) * Math.cos(n * Math.PI / 16);
    }

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << BITS));
    }

    /**
     * Turns one block into samples.
     *
     * @param block 64 coefficients, row by row; is written to
     * @param at where the block begins among the samples
     * @param stride from one row of samples to the next
     */
    static void write(int[] block, byte[] samples, int at, int stride) {
        for (int column = 0; column < SIDE; column++) {
            column(block, column);
        }
        for (int row = 0; row < SIDE; row++) {
            row(block, SIDE * row, samples, at + row * stride);
        }
    }

    private static void column(int[] block, int at) {
        int c1 = block[at + 8];
        int c2 = block[at + 16];
        int c3 = block[at + 24];
        int c4 = block[at + 32];
        int c5 = block[at + 40];
        int c6 = block[at + 48];
        int c7 = block[at + 56];
        if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) == 0) {
            int same = block[at] << KEPT;
            block[at] = same;
            block[at + 8] = same;
            block[at + 16] = same;
            block[at + 24] = same;
            block[at + 32] = same;
            block[at + 40] = same;
            block[at + 48] = same;
            block[at + 56] = same;
            return;
        }
        int half = 1 << COLUMN_SHIFT - 1;
        int sum = (block[at] + c4 << BITS) + half;
        int difference = (block[at] - c4 << BITS) + half;
        int turned = (c2 + c6) * C6;
        int even2 = turned - c6 * C2_PLUS_C6;
        int even3 = turned + c2 * C2_MINUS_C6;
        int common = (c7 + c3 + c5 + c1) * C3;
        int first = (c7 + c3) * FIRST + common;
        int second = (c5 + c1) * SECOND + common;
        int outer = (c7 + c1) * OUTER;
        int inner = (c5 + c3) * INNER;
        int odd0 = c1 * A1 + outer + second;
        int odd1 = c3 * A3 + inner + first;
        int odd2 = c5 * A5 + inner + second;
        int odd3 = c7 * A7 + outer + first;
        block[at] = sum + even3 + odd0 >> COLUMN_SHIFT;
        block[at + 56] = sum + even3 - odd0 >> COLUMN_SHIFT;
        block[at + 8] = difference + even2 + odd1 >> COLUMN_SHIFT;
        block[at + 48] = difference + even2 - odd1 >> COLUMN_SHIFT;
        block[at + 16] = difference - even2 + odd2 >> COLUMN_SHIFT;
        block[at + 40] = difference - even2 - odd2 >> COLUMN_SHIFT;
        block[at + 24] = sum - even3 + odd3 >> COLUMN_SHIFT;
        block[at + 32] = sum - even3 - odd3 >> COLUMN_SHIFT;
    }

    private static void row(int[] block, int from, byte[] samples, int at) {
        int c0 = block[from];
        int c1 = block[from + 1];
        int c2 = block[from + 2];
        int c3 = block[from + 3];
        int c4 = block[from + 4];
        int c5 = block[from + 5];
        int c6 = block[from + 6];
        int c7 = block[from + 7];
        int half = 1 << ROW_SHIFT - 1;
        if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) == 0) {
            byte same = clamped((c0 << BITS) + half >> ROW_SHIFT);
            for (int to = at; to < at + SIDE; to++) {
                samples[to] = same;
            }
            return;
        }
        int sum = (c0 + c4 << BITS) + half;
        int difference = (c0 - c4 << BITS) + half;
        int turned = (c2 + c6) * C6;
        int even2 = turned - c6 * C2_PLUS_C6;
        int even3 = turned + c2 * C2_MINUS_C6;
        int common = (c7 + c3 + c5 + c1) * C3;
        int first = (c7 + c3) * FIRST + common;
        int second = (c5 + c1) * SECOND + common;
        int outer = (c7 + c1) * OUTER;
        int inner = (c5 + c3) * INNER;
        int odd0 = c1 * A1 + outer + second;
        int odd1 = c3 * A3 + inner + first;
        int odd2 = c5 * A5 + inner + second;
        int odd3 = c7 * A7 + outer + first;
        samples[at] = clamped(sum + even3 + odd0 >> ROW_SHIFT);
        samples[at + 7] = clamped(sum + even3 - odd0 >> ROW_SHIFT);
        samples[at + 1] = clamped(difference + even2 + odd1 >> ROW_SHIFT);
        samples[at + 6] = clamped(difference + even2 - odd1 >> ROW_SHIFT);
        samples[at + 2] = clamped(difference - even2 + odd2 >> ROW_SHIFT);
        samples[at + 5] = clamped(difference - even2 - odd2 >> ROW_SHIFT);
        samples[at + 3] = clamped(sum - even3 + odd3 >> ROW_SHIFT);
        samples[at + 4] = clamped(sum - even3 - odd3 >> ROW_SHIFT);
    }

    private static byte clamped(int difference) {
        int sample = difference + MIDDLE;
        return (byte) (sample < 0 ? 0 : sample > 255 ? 255 : sample);
    }
}
