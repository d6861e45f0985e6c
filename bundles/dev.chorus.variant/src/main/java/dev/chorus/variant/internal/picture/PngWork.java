package dev.chorus.variant.internal.picture;

/** What it takes the platform's reader to decode a PNG file (PNG specification, 11.2). Stateless. */
final class PngWork {

    private static final int SIGNATURE = 8;
    private static final int CHUNK = 12;
    private static final int WIDTH_AT = 16;
    private static final int HEIGHT_AT = 20;
    private static final int BITS_AT = 24;
    private static final int COLOUR_AT = 25;
    private static final int INTERLACE_AT = 28;
    private static final int HEADER_END = 29;

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

    /** The units of a file; whatever the bytes, it ends. */
    static long units(byte[] png) {
        if (png.length < HEADER_END) {
            return 0;
        }
        long width = four(png, WIDTH_AT);
        long height = four(png, HEIGHT_AT);
        if (width <= 0 || height <= 0) {
            return 0;
        }
        int bits = png[BITS_AT] & 0xFF;
        int samples = samples(png[COLOUR_AT]);
        long each;
        if (bits < Byte.SIZE) {
            each = OF_FEW_BITS;
        } else if (bits == WIDE) {
            each = PIXEL + 2L * samples * WIDE_BYTE;
        } else {
            each = PIXEL + (long) samples * BYTE + (samples % 2 == 0 ? ALPHA : 0);
        }
        // Passes are put together pixel by pixel.
        long pixels = saturated(width * height, png[INTERLACE_AT] == 0 ? each : each * 9 / 4);
        return saturated(pixels + saturated(height, ROW) + (long) chunks(png) * ONE_CHUNK, 1);
    }

    private static long saturated(long number, long factor) {
        return number > Long.MAX_VALUE / 4 / factor ? Long.MAX_VALUE / 4 : number * factor;
    }

    private static int samples(int colour) {
        return switch (colour) {
            case 0, 3 -> 1;
            case 4 -> 2;
            case 2 -> 3;
            default -> 4;
        };
    }

    /** The reader of the platform searches each one for the pixels. */
    private static int chunks(byte[] png) {
        int count = 0;
        for (long at = SIGNATURE; at + CHUNK <= png.length; count++) {
            long length = four(png, (int) at);
            if (length < 0) {
                break;
            }
            at += CHUNK + length;
        }
        return count;
    }

    private static int four(byte[] png, int at) {
        return (png[at] & 0xFF) << 24 | (png[at + 1] & 0xFF) << 16 | (png[at + 2] & 0xFF) << 8 | png[at + 3] & 0xFF;
    }
}
