package dev.chorus.variant.internal.picture;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import javax.imageio.IIOException;

/** Turns one row of samples into red, green and blue. Transparent pixels stand on white. */
@FunctionalInterface
interface Colours {

    /**
     * @param samples those of a whole row, 8 bits each, pixel after pixel; may be longer
     * @param rgb takes 3 bytes for each pixel of the row
     */
    void toRgb(byte[] samples, byte[] rgb);

    /**
     * For the pictures of a colour model.
     *
     * @throws IIOException if it has more samples for each pixel than red, green, blue and alpha
     */
    static Colours of(ColorModel model) throws IIOException {
        if (model instanceof IndexColorModel palette) {
            return ofPalette(palette);
        }
        return switch (model.getNumComponents()) {
            case 1 -> Colours::gray;
            case 2 -> Colours::grayAndAlpha;
            case 3 -> (samples, rgb) -> System.arraycopy(samples, 0, rgb, 0, rgb.length);
            case 4 -> model.getColorSpace().getType() == ColorSpace.TYPE_CMYK ? Colours::inks : Colours::rgbAndAlpha;
            default -> throw new IIOException("samples for each pixel are " + model.getNumComponents());
        };
    }

    private static Colours ofPalette(IndexColorModel palette) {
        byte[] colours = new byte[palette.getMapSize() * 3];
        for (int index = 0; index < palette.getMapSize(); index++) {
            int alpha = palette.getAlpha(index);
            colours[3 * index] = onWhite(palette.getRed(index), alpha);
            colours[3 * index + 1] = onWhite(palette.getGreen(index), alpha);
            colours[3 * index + 2] = onWhite(palette.getBlue(index), alpha);
        }
        return (samples, rgb) -> {
            for (int at = 0; at < rgb.length; at += 3) {
                System.arraycopy(colours, 3 * (samples[at / 3] & 0xFF), rgb, at, 3);
            }
        };
    }

    private static void gray(byte[] samples, byte[] rgb) {
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = samples[at / 3];
        }
    }

    private static void grayAndAlpha(byte[] samples, byte[] rgb) {
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = onWhite(samples[at / 3 * 2] & 0xFF, samples[at / 3 * 2 + 1] & 0xFF);
        }
    }

    private static void rgbAndAlpha(byte[] samples, byte[] rgb) {
        for (int at = 0; at < rgb.length; at++) {
            int pixel = at / 3 * 4;
            rgb[at] = onWhite(samples[pixel + at % 3] & 0xFF, samples[pixel + 3] & 0xFF);
        }
    }

    private static byte onWhite(int sample, int alpha) {
        return (byte) ((sample * alpha + 0xFF * (0xFF - alpha) + 0x7F) / 0xFF);
    }

    /** The platform's JPEG reader gives ink, 255 for as much as there can be, however the file holds it. */
    private static void inks(byte[] samples, byte[] rgb) {
        for (int at = 0; at < rgb.length; at++) {
            int pixel = at / 3 * 4;
            int light = 0xFF - (samples[pixel + at % 3] & 0xFF);
            int unblackened = 0xFF - (samples[pixel + 3] & 0xFF);
            rgb[at] = (byte) ((light * unblackened + 0x7F) / 0xFF);
        }
    }
}
