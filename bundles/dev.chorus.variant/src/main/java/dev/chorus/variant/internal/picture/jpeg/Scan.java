package dev.chorus.variant.internal.picture.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The coefficients of a scan, out of its bits (T.81, B.1.1.5 and F.2.2). For one thread. */
final class Scan {

    /** In a block besides the first. */
    private static final int LAST = 63;

    private static final VarHandle FOUR_BYTES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** A code and the number behind it are no longer. */
    private static final int ENOUGH = 32;

    private static final int LONGEST_CODE = 16;
    private static final int CODE_MASK = (1 << LONGEST_CODE) - 1;
    private static final int QUICK_MASK = (1 << HuffmanTable.QUICK_BITS) - 1;
    private static final int MOST_ZEROS = 15;
    private static final int MARKER = 0xFF;
    private static final int RESTART = 0xD0;
    private static final int RESTARTS = 8;
    private static final int END_OF_IMAGE = 0xD9;

    private final byte[] file;
    private int at;

    /** The lower {@code count} are there, of which the lowest {@code padded} are not in the file. */
    private long bits;

    private int count;
    private int padded;

    /** @param at where the scan begins */
    Scan(byte[] file, int at) {
        this.file = file;
        this.at = at;
    }

    /**
     * Reads one block.
     *
     * @param places by place in the file, as far as there are wanted ones: where a coefficient goes, negative if it is not wanted
     * @param steps by place in the file: what it is multiplied with
     * @param block all zeros; takes the coefficients but the first
     * @return the first coefficient's difference to that of the block before
     */
    int block(HuffmanTable dc, HuffmanTable ac, int[] places, int[] steps, int[] block) throws UnusualJpegException {
        fill();
        int symbol = symbol(dc);
        if (symbol > MOST_ZEROS) {
            throw new UnusualJpegException("a first coefficient of " + symbol + " bits");
        }
        int difference = number(symbol);
        // Fields would be written back for every coefficient.
        long window = bits;
        int left = count;
        int place = 1;
        while (place <= LAST) {
            if (left < ENOUGH) {
                bits = window;
                count = left;
                fill();
                window = bits;
                left = count;
            }
            int next = (int) (window >>> left - HuffmanTable.QUICK_BITS) & QUICK_MASK;
            if (place >= places.length) {
                int passed = ac.passed(next);
                int behind = place + HuffmanTable.places(passed);
                if (passed != 0 && behind <= (HuffmanTable.ends(passed) ? LAST : LAST + 1)) {
                    left -= HuffmanTable.used(passed);
                    place = HuffmanTable.ends(passed) ? HuffmanTable.NO_MORE : behind;
                    continue;
                }
            }
            int entry = ac.quick(next);
            int value;
            if (entry != 0) {
                left -= HuffmanTable.length(entry);
                place += HuffmanTable.run(entry);
                value = HuffmanTable.value(entry);
            } else {
                int found = ac.slow((int) (window >>> left - LONGEST_CODE) & CODE_MASK);
                int size = found & 0xF;
                int run = found >> 4 & 0xF;
                left -= (found >> 8) + size;
                place += size > 0 || run == MOST_ZEROS ? run : HuffmanTable.NO_MORE;
                value = HuffmanTable.value((int) (window >>> left) & (1 << size) - 1, size);
            }
            if (place < places.length && places[place] >= 0) {
                block[places[place]] = value * steps[place];
            }
            place++;
        }
        bits = window;
        count = left;
        if (left < padded || place > LAST + 1 && place < HuffmanTable.NO_MORE) {
            throw new UnusualJpegException("the scan ends too early, or a block has more than 64 coefficients");
        }
        return difference;
    }

    private int symbol(HuffmanTable table) throws UnusualJpegException {
        int found = table.slow((int) (bits >>> count - LONGEST_CODE) & CODE_MASK);
        count -= found >> 8;
        return found & 0xFF;
    }

    private int number(int size) {
        count -= size;
        return HuffmanTable.value((int) (bits >>> count) & (1 << size) - 1, size);
    }

    /** Makes sure that enough bits are there; behind the end of the scan they are zeros. */
    private void fill() {
        if (count >= ENOUGH) {
            return;
        }
        if (at + 4 <= file.length) {
            int four = (int) FOUR_BYTES.get(file, at);
            // Whether none of them is 0xFF: of the complement none is 0 (Mycroft's test).
            if ((~four - 0x01010101 & four & 0x80808080) == 0) {
                bits = bits << 32 | four & 0xFFFF_FFFFL;
                count += 32;
                at += 4;
                return;
            }
        }
        while (count < ENOUGH) {
            bits = bits << 8 | nextByte();
            count += 8;
        }
    }

    private int nextByte() {
        if (at < file.length) {
            int value = file[at] & 0xFF;
            if (value != MARKER) {
                at++;
                return value;
            }
            if (at + 1 < file.length && file[at + 1] == 0) {
                at += 2;
                return value;
            }
        }
        padded += 8;
        return 0;
    }

    /**
     * Goes on behind a restart marker.
     *
     * @param number which it is, from 0
     * @throws UnusualJpegException if it is not the next thing
     */
    void restart(int number) throws UnusualJpegException {
        expect(RESTART + number % RESTARTS);
    }

    /** @throws UnusualJpegException if the picture does not end here */
    void end() throws UnusualJpegException {
        expect(END_OF_IMAGE);
    }

    private void expect(int marker) throws UnusualJpegException {
        // What was taken in and not used may be the whole rest of the scan, or more than it should have.
        while (padded == 0 && count < 2 * ENOUGH - 8) {
            bits = bits << 8 | nextByte();
            count += 8;
        }
        if (padded == 0 || count - padded >= 8) {
            throw new UnusualJpegException("the scan goes on where it should not");
        }
        while (at + 1 < file.length && (file[at] & 0xFF) == MARKER && (file[at + 1] & 0xFF) == MARKER) {
            at++;
        }
        if (at + 1 >= file.length || (file[at] & 0xFF) != MARKER || (file[at + 1] & 0xFF) != marker) {
            throw new UnusualJpegException("there is another marker, or none");
        }
        at += 2;
        count = 0;
        padded = 0;
    }
}
