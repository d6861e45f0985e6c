package dev.chorus.variant.internal.picture.png;

/**
 * What the first chunk says (PNG specification, 11.2.1).
 *
 * @param width in pixels, above 0
 * @param height in pixels, above 0
 * @param bits of a sample
 * @param color which samples a pixel has
 * @param interlaced whether the pixels come in several passes
 */
record PngHeader(int width, int height, int bits, int color, boolean interlaced) {

    static final int GRAY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GRAY_AND_ALPHA = 4;

    private static final int LENGTH = 13;
    private static final int HEIGHT = 4;
    private static final int BITS = 8;
    private static final int COLOR = 9;
    private static final int INTERLACE = 12;

    /** @throws DamagedPngException if the chunk is not the first one, is damaged, or there are no pixels */
    static PngHeader of(PngChunk chunk) throws DamagedPngException {
        if (chunk.type() != PngChunk.HEADER || chunk.length() != LENGTH || !chunk.isIntact()) {
            throw new DamagedPngException("the header is damaged");
        }
        byte[] file = chunk.file();
        int from = chunk.from();
        int width = PngChunk.four(file, from);
        int height = PngChunk.four(file, from + HEIGHT);
        if (width <= 0 || height <= 0) {
            throw new DamagedPngException("the header says " + width + " x " + height + " pixels");
        }
        return new PngHeader(
                width, height, file[from + BITS] & 0xFF, file[from + COLOR] & 0xFF, file[from + INTERLACE] != 0);
    }

    /** How many samples a pixel has in the file. */
    int samples() {
        return switch (color) {
            case GRAY, PALETTE -> 1;
            case GRAY_AND_ALPHA -> 2;
            case RGB -> 3;
            default -> 4;
        };
    }
}
