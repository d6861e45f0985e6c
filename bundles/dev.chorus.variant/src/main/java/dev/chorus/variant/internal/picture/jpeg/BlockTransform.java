package dev.chorus.variant.internal.picture.jpeg;

/**
 * The inverse cosine transform of a block, or of its low frequencies: of 8 x 8 samples it makes 1, 2 x 2 or 4 x 4, each the mean of
 * those that it stands for, but for what only the frequencies left out would tell (T.81, A.3.3, with fewer terms), or all 8 x 8.
 */
enum BlockTransform {
    EIGHTH(1) {
        @Override
        void write(int[] block, byte[] samples, int at, int stride) {
            samples[at] = clamped(block[0] + 4 >> 3);
        }
    },
    QUARTER(2) {
        @Override
        void write(int[] block, byte[] samples, int at, int stride) {
            int sum = block[0] + 4;
            samples[at] = clamped(sum + block[1] + block[2] + block[3] >> 3);
            samples[at + 1] = clamped(sum - block[1] + block[2] - block[3] >> 3);
            samples[at + stride] = clamped(sum + block[1] - block[2] - block[3] >> 3);
            samples[at + stride + 1] = clamped(sum - block[1] - block[2] + block[3] >> 3);
        }
    },
    HALF(4) {
        @Override
        void write(int[] block, byte[] samples, int at, int stride) {
            for (int column = 0; column < 4; column++) {
                line(block, column, 4, ROUNDING_FIRST, SHIFT_FIRST);
            }
            for (int row = 0; row < 4; row++) {
                line(block, 4 * row, 1, ROUNDING_LAST, SHIFT_LAST);
                for (int column = 0; column < 4; column++) {
                    samples[at + row * stride + column] = clamped(block[4 * row + column]);
                }
            }
        }
    },
    FULL(8) {
        @Override
        void write(int[] block, byte[] samples, int at, int stride) {
            FullTransform.write(block, samples, at, stride);
        }
    };

    /** Of the fixed point; two of them, and a factor of 2 for half the side, are taken out in two steps. */
    private static final int BITS = 12;

    private static final int SHIFT_FIRST = BITS - 3;
    private static final int ROUNDING_FIRST = 1 << SHIFT_FIRST - 1;
    private static final int SHIFT_LAST = BITS + 4;
    private static final int ROUNDING_LAST = 1 << SHIFT_LAST - 1;

    private static final int A = fixed(0.5);
    private static final int B = fixed(Math.sqrt(0.5) * Math.cos(Math.PI / 8));
    private static final int C = fixed(Math.sqrt(0.5) * Math.cos(3 * Math.PI / 8));

    private final int side;

    BlockTransform(int side) {
        this.side = side;
    }

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << BITS));
    }

    /** How many samples, across and down, stand for the eight of the file. */
    int side() {
        return side;
    }

    /**
     * Turns one block into samples.
     *
     * @param block {@code side * side} coefficients, row by row; is written to
     * @param at where the block begins among the samples
     * @param stride from one row of samples to the next
     */
    abstract void write(int[] block, byte[] samples, int at, int stride);

    /** The one-dimensional transform of four coefficients, in their place. */
    private static void line(int[] block, int at, int step, int rounding, int shift) {
        int even = A * (block[at] + block[at + 2 * step]);
        int evenInner = A * (block[at] - block[at + 2 * step]);
        int odd = B * block[at + step] + C * block[at + 3 * step];
        int oddInner = C * block[at + step] - B * block[at + 3 * step];
        block[at] = even + odd + rounding >> shift;
        block[at + step] = evenInner + oddInner + rounding >> shift;
        block[at + 2 * step] = evenInner - oddInner + rounding >> shift;
        block[at + 3 * step] = even - odd + rounding >> shift;
    }

    /** Samples are told as differences from the middle of their range. */
    private static byte clamped(int difference) {
        int sample = difference + 128;
        return (byte) (sample < 0 ? 0 : sample > 255 ? 255 : sample);
    }
}
