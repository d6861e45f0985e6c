package dev.chorus.variant.internal.picture;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.inference.api.Picture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes pictures with the readers of the Java platform; stateless, for any number of threads. */
public final class PictureDecoder {

    /** Warnings about what surrounds the pixels. Any other means that pixels are made up. */
    private static final List<String> HARMLESS = List.of("ICC", "JFIF", "thumb", "Adobe", "metadata");

    private static final int RGB = 3;

    /** Programs that write progressive files make about ten. */
    private static final int MAX_SCANS = 50;

    private final PictureReaders readers = new PictureReaders();

    /**
     * Decodes a picture, of several in one file the first.
     *
     * @param payload passed by {@link PictureType#check}
     * @param type which that gave
     * @param buffer takes the pixels
     * @throws PictureRefusedException if there are too many pixels, or the file is truncated, not decodable or made to take
     *     for ever
     */
    public Picture decode(byte[] payload, PictureType type, PictureLimits limits, PixelBuffer buffer)
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
