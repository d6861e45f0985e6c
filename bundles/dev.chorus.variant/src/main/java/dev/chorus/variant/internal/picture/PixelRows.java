package dev.chorus.variant.internal.picture;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;

/**
 * Pixels as a reader gave them and how their samples become red, green and blue. Samples are taken as they stand: the
 * platform's colour models would convert grays by another gamma curve, and slowly.
 */
record PixelRows(Raster raster, Colours colours) {

    /**
     * Reads the first picture.
     *
     * @param reader with its input set
     */
    static PixelRows read(ImageReader reader) throws IOException {
        BufferedImage image = reader.read(0);
        return new PixelRows(image.getRaster(), Colours.of(image.getColorModel()));
    }

    /** @throws IIOException if there are more or fewer pixels than the header of the file says */
    void copyTo(UprightPixels pixels) throws IIOException {
        if (!pixels.takes(raster.getWidth(), raster.getHeight())) {
            throw new IIOException(
                    raster.getWidth() + " x " + raster.getHeight() + " pixels, the header of the file says otherwise");
        }
        byte[] row = new byte[raster.getWidth() * 3];
        Object samples = null;
        byte[] bytes = new byte[raster.getWidth() * raster.getNumBands()];
        for (int y = 0; y < raster.getHeight(); y++) {
            samples = raster.getDataElements(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, samples);
            bytes = samples instanceof short[] wide ? highBytes(wide, bytes) : (byte[]) samples;
            colours.toRgb(bytes, row);
            pixels.put(row);
        }
    }

    private static byte[] highBytes(short[] wide, byte[] bytes) {
        for (int at = 0; at < wide.length; at++) {
            bytes[at] = (byte) (wide[at] >> 8);
        }
        return bytes;
    }
}
