package dev.chorus.variant.internal.picture;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.inference.api.Picture;
import dev.chorus.variant.internal.picture.jpeg.ScaledJpeg;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes pictures, at less than their size where that is enough; stateless, for any number of threads. */
public final class PictureDecoder {

    /** Warnings about what surrounds the pixels. Any other means that pixels are made up. */
    private static final List<String> HARMLESS = List.of("ICC", "JFIF", "thumb", "Adobe", "metadata");

    /** All pixels are wanted. */
    public static final int WHOLE = Integer.MAX_VALUE;

    private static final int RGB = 3;

    /** Programs that write progressive files make about ten. */
    private static final int MAX_SCANS = 50;

    private final PictureReaders readers = new PictureReaders();

    /**
     * Decodes a picture, of several in one file the first. One that is much larger than is wanted may come smaller than it is, but not
     * smaller than wanted.
     *
     * @param payload passed by {@link PictureType#check}
     * @param type which that gave
     * @param wanted how many pixels across and down are of use
     * @param buffer takes the pixels
     * @throws PictureRefusedException if there are too many pixels, or the file is truncated, not decodable or made to take
     *     for ever
     */
    public Picture decode(byte[] payload, PictureType type, PictureLimits limits, int wanted, PixelBuffer buffer)
            throws PictureRefusedException {
        if (type == PictureType.JPEG) {
            Optional<Picture> scaled = scaled(payload, limits, wanted, buffer);
            if (scaled.isPresent()) {
                return scaled.get();
            }
        }
        return decodeWhole(payload, type, limits, buffer);
    }

    /** Empty where the platform's readers have to do it, or to say what is wrong. */
    private static Optional<Picture> scaled(byte[] payload, PictureLimits limits, int wanted, PixelBuffer buffer) {
        Optional<ScaledJpeg> found = ScaledJpeg.of(payload, wanted);
        if (found.isEmpty() || (long) found.get().fullWidth() * found.get().fullHeight() > limits.maxPixels()) {
            return Optional.empty();
        }
        ScaledJpeg jpeg = found.get();
        ByteBuffer rgb = buffer.ofSize(jpeg.width() * jpeg.height() * RGB);
        return jpeg.read(rgb) ? Optional.of(new Picture(jpeg.width(), jpeg.height(), rgb.flip())) : Optional.empty();
    }

    private Picture decodeWhole(byte[] payload, PictureType type, PictureLimits limits, PixelBuffer buffer)
            throws PictureRefusedException {
        if (type == PictureType.JPEG && JpegScans.count(payload) > MAX_SCANS) {
            throw new PictureRefusedException(Refusal.DAMAGED, "scans are more than " + MAX_SCANS);
        }
        ImageReader reader = readers.create(type);
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(payload))) {
            reader.setInput(input, true, true);
            return decode(reader, limits, buffer);
        } catch (IOException | RuntimeException e) {
            // The readers answer some damaged files with exceptions that tell of no input at all.
            throw new PictureRefusedException(Refusal.DAMAGED, "not decodable: " + e);
        } finally {
            reader.dispose();
        }
    }

    private static Picture decode(ImageReader reader, PictureLimits limits, PixelBuffer buffer)
            throws IOException, PictureRefusedException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > limits.maxPixels()) {
            throw new PictureRefusedException(
                    Refusal.TOO_MANY_PIXELS,
                    "picture is " + width + " x " + height + ", allowed are " + limits.maxPixels() + " pixels");
        }
        List<String> damages = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (damages.isEmpty() && HARMLESS.stream().noneMatch(warning::contains)) {
                damages.add(warning);
            }
        });
        ByteBuffer rgb = buffer.ofSize(Math.multiplyExact(width * height, RGB));
        PixelRows rows = PixelRows.read(reader);
        if (rows.width() != width || rows.height() != height) {
            throw new IIOException("header says " + width + " x " + height + ", the pixels say otherwise");
        }
        rows.copyTo(rgb);
        if (!damages.isEmpty()) {
            throw new PictureRefusedException(Refusal.DAMAGED, "damaged: " + damages.get(0));
        }
        return new Picture(width, height, rgb.flip());
    }
}
