package dev.chorus.tools.pictures;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Red, green and blue as gateways see them: samples as they stand in the file, transparent pixels on white. The platform's colour
 * models would convert grays by another gamma curve and apply colour profiles.
 */
final class Rgb {

    private static final int CHANNELS = 3;
    private static final int MAX = 0xFF;

    private Rgb() {}

    /** Shape {@code [height, width, 3]}. */
    static byte[] of(BufferedImage image) {
        int width = image.getWidth();
        byte[] rgb = new byte[CHANNELS * width * image.getHeight()];
        for (int y = 0; y < image.getHeight(); y++) {
            if (image.getColorModel() instanceof IndexColorModel) {
                int[] colours = image.getRGB(0, y, width, 1, null, 0, width);
                putColours(colours, rgb, CHANNELS * width * y);
            } else {
                putSamples(image, y, rgb, CHANNELS * width * y);
            }
        }
        return rgb;
    }

    private static void putColours(int[] colours, byte[] rgb, int at) {
        for (int pixel = 0; pixel < colours.length; pixel++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                int sample = colours[pixel] >> 16 - 8 * channel & MAX;
                rgb[at + CHANNELS * pixel + channel] = onWhite(sample, colours[pixel] >>> 24);
            }
        }
    }

    private static void putSamples(BufferedImage image, int y, byte[] rgb, int at) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int excess = raster.getSampleModel().getSampleSize(0) - 8;
        boolean inks = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK;
        int[] samples = raster.getPixels(raster.getMinX(), raster.getMinY() + y, image.getWidth(), 1, (int[]) null);
        for (int pixel = 0; pixel < image.getWidth(); pixel++) {
            int first = bands * pixel;
            for (int channel = 0; channel < CHANNELS; channel++) {
                int sample = samples[bands < CHANNELS ? first : first + channel] >> excess;
                int last = samples[first + bands - 1] >> excess;
                boolean alpha = bands % 2 == 0;
                rgb[at + CHANNELS * pixel + channel] =
                        inks ? unprinted(sample, last) : onWhite(sample, alpha ? last : MAX);
            }
        }
    }

    private static byte onWhite(int sample, int alpha) {
        return (byte) ((sample * alpha + MAX * (MAX - alpha) + MAX / 2) / MAX);
    }

    private static byte unprinted(int ink, int black) {
        return (byte) (((MAX - ink) * (MAX - black) + MAX / 2) / MAX);
    }
}
