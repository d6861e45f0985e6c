package dev.chorus.tools.pictures;

import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureRefusedException;
import dev.chorus.variant.internal.picture.PictureType;
import dev.chorus.variant.internal.picture.PixelBuffer;
import java.awt.image.BufferedImage;

/**
 * A decoded picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb interleaved, shape {@code [height, width, 3]}; not copied
 */
public record RasterPicture(int width, int height, byte[] rgb) {

    /** The most pixels that are decoded; 75 MB as RGB. */
    public static final int MAX_PIXELS = 25_000_000;

    private static final PictureLimits LIMITS = new PictureLimits(Integer.MAX_VALUE, MAX_PIXELS);

    /** Files of the user may take long to decode. */
    private static final PictureDecoder DECODER = PictureDecoder.ofAnyWork();

    private static final ThreadLocal<PixelBuffer> BUFFERS = ThreadLocal.withInitial(PixelBuffer::new);

    /**
     * Decodes a JPEG or PNG file as gateways do; what is transparent stands on white.
     *
     * @throws UnreadablePictureException if it is neither, is damaged, or has more than {@value #MAX_PIXELS} pixels
     */
    public static RasterPicture decode(byte[] file) throws UnreadablePictureException {
        try {
            PictureType type = PictureType.check(file, LIMITS);
            dev.chorus.inference.api.Picture decoded =
                    DECODER.decode(file, type, LIMITS, PictureDecoder.WHOLE, BUFFERS.get());
            byte[] rgb = new byte[decoded.rgb().remaining()];
            decoded.rgb().get(rgb);
            return new RasterPicture(decoded.width(), decoded.height(), rgb);
        } catch (PictureRefusedException e) {
            throw new UnreadablePictureException(e.getMessage());
        }
    }

    /** The pixels of an image, what is transparent on white. */
    public static RasterPicture of(BufferedImage image) {
        return new RasterPicture(image.getWidth(), image.getHeight(), Rgb.of(image));
    }
}
