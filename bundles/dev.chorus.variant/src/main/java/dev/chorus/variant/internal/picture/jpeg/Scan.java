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
     * @param block all zeros; takes the coefficients but the first. Where the file has more than 64, as after damage, the rest is
     *     dropped, as libjpeg does
     * @return the first coefficient's difference to that of the block before
     */
    int block(HuffmanTable dc, HuffmanTable ac, int[] places, int[] steps, int[] block) throws DamagedJpegException {
        fill();
        int symbol = symbol(dc);
        if (symbol > MOST_ZEROS) {
            throw new DamagedJpegException("a first coefficient of " + symbol + " bits");
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
        if (left < padded) {
            throw new DamagedJpegException("the pixels end too early");
        }
        return difference;
    }

    private int symbol(HuffmanTable table) throws DamagedJpegException {
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
            if (value != Marker.PREFIX) {
                at++;
                return value;
            }
            int behind = at + 1;
            // As before markers, fill bytes may stand before a stuffed one.
            while (behind < file.length && (file[behind] & 0xFF) == Marker.PREFIX) {
                behind++;
            }
            if (behind < file.length && file[behind] == Marker.STUFFING) {
                at = behind + 1;
                return value;
            }
        }
        padded += 8;
        return 0;
    }

    /**
     * Goes on behind a restart marker. Its number does not matter: where intervals are lost, blocks are missing at the end.
     *
     * @throws DamagedJpegException if it does not follow
     */
    void restart() throws DamagedJpegException {
        at = Remainder.restartBehind(file, unused()) + 2;
        count = 0;
        padded = 0;
    }

    /** @throws DamagedJpegException if what follows shows that blocks are damaged */
    void end() throws DamagedJpegException {
        Remainder.check(file, unused());
    }

    /** Index of the first byte of which no bit was used. */
    private int unused() {
        int from = at;
        for (int bytes = (count - padded) / Byte.SIZE; bytes > 0; bytes--) {
            from--;
            if (file[from] == Marker.STUFFING) {
                while ((file[from - 1] & 0xFF) == Marker.PREFIX) {
                    from--;
                }
            }
        }
        return from;
    }
}
