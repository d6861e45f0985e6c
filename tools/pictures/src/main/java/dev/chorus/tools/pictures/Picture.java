package dev.chorus.tools.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A decoded picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb interleaved, shape {@code [height, width, 3]}; not copied
 */
public record Picture(int width, int height, byte[] rgb) {

    /** The most pixels that are decoded; 75 MB as RGB. */
    public static final int MAX_PIXELS = 25_000_000;

    /** Warnings about what surrounds the pixels. Any other means that pixels are made up, as where a JPEG file is truncated. */
    private static final List<String> HARMLESS = List.of("ICC", "JFIF", "thumb", "Adobe", "metadata");

    /**
     * Decodes a JPEG or PNG file; what is transparent stands on white.
     *
     * @throws UnreadablePictureException if it is neither, is damaged, or has more than {@value #MAX_PIXELS} pixels
     */
    public static Picture decode(byte[] file) throws UnreadablePictureException {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = readerOf(format(file));
            try {
                reader.setInput(input, true, true);
                return decode(reader);
            } finally {
                reader.dispose();
            }
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The platform's readers answer some damaged files with exceptions that tell of no input at all.
            throw new UnreadablePictureException("damaged: " + e.getMessage());
        }
    }

    private static String format(byte[] file) throws UnreadablePictureException {
        if (file.length > 3 && (file[0] & 0xFF) == 0xFF && (file[1] & 0xFF) == 0xD8) {
            return "jpeg";
        }
        if (file.length > 8 && (file[0] & 0xFF) == 0x89 && file[1] == 'P' && file[2] == 'N' && file[3] == 'G') {
            return "png";
        }
        throw new UnreadablePictureException("neither JPEG nor PNG");
    }

    private static ImageReader readerOf(String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        return readers.next();
    }

    private static Picture decode(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
            throw new UnreadablePictureException(
                    "picture is " + width + " x " + height + ", allowed are " + MAX_PIXELS + " pixels");
        }
        List<String> damages = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (damages.isEmpty() && HARMLESS.stream().noneMatch(warning::contains)) {
                damages.add(warning);
            }
        });
        Picture picture = of(reader.read(0));
        if (!damages.isEmpty()) {
            throw new UnreadablePictureException("damaged: " + damages.get(0));
        }
        return picture;
    }

    /** The pixels of an image, what is transparent on white. */
    public static Picture of(BufferedImage image) {
        return new Picture(image.getWidth(), image.getHeight(), Rgb.of(image));
    }
}
