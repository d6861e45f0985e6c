package dev.chorus.variant.internal.picture;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.inference.api.Picture;
import dev.chorus.variant.internal.picture.jpeg.ScaledJpeg;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

    private final PictureReaders readers = new PictureReaders();

    /**
     * Decodes a picture, of several in one file the first. One that is much larger than is wanted may come smaller than it is, but not
     * smaller than wanted.
     *
     * @param payload passed by {@link PictureType#check}
     * @param type which that gave
     * @param wanted how many pixels across and down are of use
     * @param buffer takes the pixels
     * @throws PictureRefusedException if there are too many pixels, or the file is truncated, not decodable or takes more work
     *     than its bytes justify
     */
    public Picture decode(byte[] payload, PictureType type, PictureLimits limits, int wanted, PixelBuffer buffer)
            throws PictureRefusedException {
        return decode(payload, type, limits, wanted, buffer, () -> false);
    }

    /**
     * As {@link #decode(byte[], PictureType, PictureLimits, int, PixelBuffer)}, as long as anyone waits for it.
     *
     * @param expired whether the deadline has passed; asked while the picture is decoded
     * @throws PictureRefusedException also if the deadline passes
     */
    public Picture decode(
            byte[] payload,
            PictureType type,
            PictureLimits limits,
            int wanted,
            PixelBuffer buffer,
            BooleanSupplier expired)
            throws PictureRefusedException {
        Optional<ScaledJpeg> scaled = type == PictureType.JPEG
                ? ScaledJpeg.of(payload, wanted).filter(found -> isAllowed(found, limits))
                : Optional.empty();
        if (scaled.isPresent()) {
            ScaledJpeg jpeg = scaled.get();
            ByteBuffer rgb = buffer.ofSize(jpeg.width() * jpeg.height() * RGB);
            boolean complete = jpeg.read(rgb, expired);
            refuseIf(expired);
            if (complete) {
                return new Picture(jpeg.width(), jpeg.height(), rgb.flip());
            }
        }
        return decodeWhole(payload, type, limits, buffer, expired, scaled.isPresent());
    }

    /** Where there are too many pixels, the platform's readers have to say so. */
    private static boolean isAllowed(ScaledJpeg jpeg, PictureLimits limits) {
        return (long) jpeg.fullWidth() * jpeg.fullHeight() <= limits.maxPixels();
    }

    private static void refuseIf(BooleanSupplier expired) throws PictureRefusedException {
        if (expired.getAsBoolean()) {
            throw new PictureRefusedException(Refusal.EXPIRED, "the deadline passed while the picture was decoded");
        }
    }

    private Picture decodeWhole(
            byte[] payload,
            PictureType type,
            PictureLimits limits,
            PixelBuffer buffer,
            BooleanSupplier expired,
            boolean triedScaled)
            throws PictureRefusedException {
        ImageReader reader = readers.create(type);
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ExpiringInput(payload, expired))) {
            reader.setInput(input, true, true);
            refuseTooManyPixels(reader, limits);
            DecodingWork.check(payload, type, triedScaled);
            return decode(reader, buffer, expired);
        } catch (IOException | RuntimeException e) {
            refuseIf(expired);
            // The readers answer some damaged files with exceptions that tell of no input at all.
            throw new PictureRefusedException(Refusal.DAMAGED, "not decodable: " + e);
        } finally {
            reader.dispose();
        }
    }

    private static void refuseTooManyPixels(ImageReader reader, PictureLimits limits)
            throws IOException, PictureRefusedException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > limits.maxPixels()) {
            throw new PictureRefusedException(
                    Refusal.TOO_MANY_PIXELS,
                    "picture is " + width + " x " + height + ", allowed are " + limits.maxPixels() + " pixels");
        }
    }

    private static Picture decode(ImageReader reader, PixelBuffer buffer, BooleanSupplier expired)
            throws IOException, PictureRefusedException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        List<String> damages = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (damages.isEmpty() && HARMLESS.stream().noneMatch(warning::contains)) {
                damages.add(warning);
            }
        });
        reader.addIIOReadProgressListener(new AbortOnExpiry(expired));
        ByteBuffer rgb = buffer.ofSize(Math.multiplyExact(width * height, RGB));
        PixelRows rows = PixelRows.read(reader);
        refuseIf(expired);
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
