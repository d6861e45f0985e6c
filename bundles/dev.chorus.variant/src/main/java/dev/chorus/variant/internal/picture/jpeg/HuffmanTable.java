package dev.chorus.variant.internal.picture.jpeg;

/**
 * One Huffman table (T.81, annex C and F.2.2.3). Short codes are looked up together with the number that follows them, which is what
 * nearly all coefficients of a photograph need; those that nobody wants, several at once. Immutable.
 */
final class HuffmanTable {

    /** How many bits are looked up at once. */
    static final int QUICK_BITS = 10;

    /** A run that no code can mean: there are no more coefficients. */
    static final int NO_MORE = 128;

    private static final int LONGEST = 16;
    private static final int ZEROS = 0xF0;
    private static final int MOST_PASSED = 64;

    /** By the next bits: the number in the upper half, the zeros before it, and how many bits both take; 0 where that is too many. */
    private final int[] quick = new int[1 << QUICK_BITS];

    /** By the next bits: how many coefficients they pass over, whether none follow, and how many bits those take; 0 where none fits. */
    private final short[] passed = new short[1 << QUICK_BITS];

    /** By length: the first code that is too large for it, in 16 bits; and what to add to a code to get its symbol's place. */
    private final int[] beyond = new int[LONGEST + 2];

    private final int[] offset = new int[LONGEST + 1];
    private final byte[] symbols;

    /**
     * @param counts how many codes there are of each length, 1 to 16
     * @param symbols in the order of their codes
     * @throws DamagedJpegException if there are more codes than fit
     */
    HuffmanTable(int[] counts, byte[] symbols) throws DamagedJpegException {
        this.symbols = symbols;
        int code = 0;
        int place = 0;
        for (int length = 1; length <= LONGEST; length++) {
            offset[length] = place - code;
            for (int number = 0; number < counts[length - 1]; number++, place++, code++) {
                if (code >= 1 << length) {
                    throw new DamagedJpegException("more codes than fit");
                }
                if (length <= QUICK_BITS) {
                    fillQuick(code, length, symbols[place] & 0xFF);
                }
            }
            beyond[length] = code << (LONGEST - length);
            code <<= 1;
        }
        beyond[LONGEST + 1] = Integer.MAX_VALUE;
        fillPassed();
    }

    private void fillPassed() {
        for (int bits = 0; bits < passed.length; bits++) {
            int used = 0;
            int places = 0;
            boolean ends = false;
            while (!ends) {
                int entry = quick[bits << used & passed.length - 1];
                if (entry == 0 || used + length(entry) > QUICK_BITS) {
                    break;
                }
                used += length(entry);
                ends = run(entry) == NO_MORE;
                places += ends ? 0 : run(entry) + 1;
            }
            if (used > 0 && places <= MOST_PASSED) {
                passed[bits] = (short) (places << 5 | (ends ? 1 << 4 : 0) | used);
            }
        }
    }

    private void fillQuick(int code, int length, int symbol) {
        int size = symbol & 0xF;
        if (length + size > QUICK_BITS) {
            return;
        }
        int rest = QUICK_BITS - length - size;
        int run = size > 0 || symbol == ZEROS ? symbol >> 4 : NO_MORE;
        for (int number = 0; number < 1 << size; number++) {
            int value = value(number, size);
            int first = (code << size | number) << rest;
            for (int tail = 0; tail < 1 << rest; tail++) {
                quick[first + tail] = value << 16 | run << 8 | length + size;
            }
        }
    }

    /** What so many bits mean (T.81, F.1.2.1). */
    static int value(int bits, int size) {
        return size == 0 || bits >= 1 << size - 1 ? bits : bits - (1 << size) + 1;
    }

    /** What the next {@link #QUICK_BITS} mean: see {@link #value}, {@link #run} and {@link #length}; 0 if they are too few. */
    int quick(int bits) {
        return quick[bits];
    }

    /** What the next {@link #QUICK_BITS} pass over: see {@link #places}, {@link #ends} and {@link #used}; 0 if they are too few. */
    int passed(int bits) {
        return passed[bits];
    }

    static int places(int entry) {
        return entry >> 5;
    }

    static boolean ends(int entry) {
        return (entry & 1 << 4) != 0;
    }

    static int used(int entry) {
        return entry & 0xF;
    }

    static int value(int entry) {
        return entry >> 16;
    }

    static int run(int entry) {
        return entry >> 8 & 0xFF;
    }

    static int length(int entry) {
        return entry & 0xFF;
    }

    /**
     * Reads a code of any length. Bits that are no code count as a bit more than the longest one, and mean 0, as libjpeg has it, or
     * readers would not agree on where a damaged file ends.
     *
     * @param bits the next 16
     * @return the symbol, and above it the length of its code in the second byte
     */
    int slow(int bits) {
        int length = 1;
        while (bits >= beyond[length]) {
            length++;
        }
        if (length > LONGEST) {
            return length << 8;
        }
        int place = (bits >> (LONGEST - length)) + offset[length];
        return length << 8 | symbols[place] & 0xFF;
    }
}
