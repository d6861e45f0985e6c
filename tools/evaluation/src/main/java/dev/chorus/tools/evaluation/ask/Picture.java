package dev.chorus.tools.evaluation.ask;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/**
 * A decoded picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb interleaved, shape {@code [height, width, 3]}; not copied
 */
record Picture(int width, int height, byte[] rgb) {

    /**
     * Decodes a JPEG or PNG file.
     *
     * @throws IOException if it is none
     */
    static Picture decode(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        if (image == null) {
            throw new IOException("neither JPEG nor PNG");
        }
        return of(image);
    }

    private static Picture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        byte[] rgb = new byte[3 * pixels.length];
        for (int at = 0; at < pixels.length; at++) {
            rgb[3 * at] = (byte) (pixels[at] >> 16);
            rgb[3 * at + 1] = (byte) (pixels[at] >> 8);
            rgb[3 * at + 2] = (byte) pixels[at];
        }
        return new Picture(width, height, rgb);
    }
}
