package dev.chorus.variant.internal.picture.png;

/** What it takes the platform's reader to decode a PNG file (PNG specification, 11.2). Stateless. */
final class PngWork {

    private static final int WIDE = 16;

    // In units of DecodingWork.
    private static final int OF_FEW_BITS = 12;
    private static final int PIXEL = 6;
    private static final int BYTE = 2;
    private static final int ALPHA = 12;
    private static final int WIDE_BYTE = 9;
    private static final int ROW = 200;
    private static final int ONE_CHUNK = 8000;

    private PngWork() {}

    /**
     * Adds up what the pixels take; in about a nanosecond of one core.
     *
     * @param chunks of pixels: the reader of the platform searches each one for the next
     */
    static long units(PngHeader header, int chunks) {
        int samples = header.samples();
        long each;
        if (header.bits() < Byte.SIZE) {
            each = OF_FEW_BITS;
        } else if (header.bits() == WIDE) {
            each = PIXEL + 2L * samples * WIDE_BYTE;
        } else {
            each = PIXEL + (long) samples * BYTE + (samples % 2 == 0 ? ALPHA : 0);
        }
        // Passes are put together pixel by pixel.
        long pixels = saturated((long) header.width() * header.height(), header.interlaced() ? each * 9 / 4 : each);
        return saturated(pixels + saturated(header.height(), ROW) + (long) chunks * ONE_CHUNK, 1);
    }

    private static long saturated(long number, long factor) {
        return number > Long.MAX_VALUE / 4 / factor ? Long.MAX_VALUE / 4 : number * factor;
    }
}
