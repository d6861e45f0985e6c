package dev.chorus.variant.internal.picture.jpeg;

import java.util.List;

/** Turns the samples of reduced pictures into red, green and blue (JFIF 1.02, page 3). Colors at half the size are repeated. */
final class YcbcrRows {

    private static final int BITS = 16;
    private static final int HALF = 1 << BITS - 1;
    private static final int MIDDLE = 128;
    private static final int[] RED = new int[256];
    private static final int[] GREEN_OF_BLUE = new int[256];
    private static final int[] GREEN_OF_RED = new int[256];
    private static final int[] BLUE = new int[256];

    static {
        for (int value = 0; value < 256; value++) {
            RED[value] = fixed(1.402, value) >> BITS;
            BLUE[value] = fixed(1.772, value) >> BITS;
            GREEN_OF_BLUE[value] = fixed(-0.344136, value) - HALF;
            GREEN_OF_RED[value] = fixed(-0.714136, value);
        }
    }

    private YcbcrRows() {}

    private static int fixed(double factor, int value) {
        return (int) Math.round(factor * (1 << BITS)) * (value - MIDDLE) + HALF;
    }

    static void write(List<Component> components, int width, int height, RowSink rows) {
        Component luma = components.get(0);
        int shiftAcross = luma.unitAcross() / components.get(1).unitAcross() - 1;
        int shiftDown = luma.unitDown() / components.get(1).unitDown() - 1;
        byte[] bright = luma.samples();
        byte[] blues = components.get(1).samples();
        byte[] reds = components.get(2).samples();
        int stride = components.get(1).stride();
        byte[] row = new byte[3 * width];
        for (int y = 0; y < height; y++) {
            int brightAt = y * luma.stride();
            int colourAt = (y >> shiftDown) * stride;
            for (int x = 0, to = 0; x < width; x++) {
                int brightness = bright[brightAt + x] & 0xFF;
                int blue = blues[colourAt + (x >> shiftAcross)] & 0xFF;
                int red = reds[colourAt + (x >> shiftAcross)] & 0xFF;
                row[to++] = clamped(brightness + RED[red]);
                row[to++] = clamped(brightness + (GREEN_OF_BLUE[blue] + GREEN_OF_RED[red] >> BITS));
                row[to++] = clamped(brightness + BLUE[blue]);
            }
            rows.put(row);
        }
    }

    private static byte clamped(int sample) {
        return (byte) (sample < 0 ? 0 : sample > 255 ? 255 : sample);
    }
}
