package dev.chorus.variant.internal.picture;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.inference.api.Picture;
import dev.chorus.variant.internal.picture.jpeg.DamagedJpegException;
import dev.chorus.variant.internal.picture.jpeg.JpegScans;
import dev.chorus.variant.internal.picture.jpeg.JpegSegments;
import dev.chorus.variant.internal.picture.jpeg.OrderedHeader;
import dev.chorus.variant.internal.picture.jpeg.ScaledJpeg;
import dev.chorus.variant.internal.picture.png.DamagedPngException;
import dev.chorus.variant.internal.picture.png.PngChunks;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Decodes pictures, at less than their size where that is enough; stateless, for any number of threads. */
public final class PictureDecoder {

    /** All pixels are wanted. */
    public static final int WHOLE = Integer.MAX_VALUE;

    /** The most that the platform reads of a JPEG that our own reader reads too: a damaged file is decoded by both. */
    private static final int PLATFORM_PIXELS = 4_000_000;

    private final PlatformReaders readers = new PlatformReaders();
    private final boolean boundsWork;

    /** Refuses pictures that take more work than their bytes justify. */
    public PictureDecoder() {
        this(true);
    }

    private PictureDecoder(boolean boundsWork) {
        this.boundsWork = boundsWork;
    }

    /** A decoder for files that are not sent by a peer: it takes the time that they take. */
    public static PictureDecoder ofAnyWork() {
        return new PictureDecoder(false);
    }

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
        try {
            return switch (type) {
                case JPEG -> jpeg(payload, limits, wanted, buffer, expired);
                case PNG -> png(payload, limits, buffer, expired);
            };
        } catch (DamagedJpegException | DamagedPngException | IOException e) {
            throw new PictureRefusedException(Refusal.DAMAGED, "damaged: " + e.getMessage());
        }
    }

    private Picture jpeg(byte[] file, PictureLimits limits, int wanted, PixelBuffer buffer, BooleanSupplier expired)
            throws PictureRefusedException, DamagedJpegException, IOException {
        JpegSegments segments = JpegSegments.of(file, PictureStart.of(file, PictureType.JPEG));
        refuseTooManyPixels(segments.width(), segments.height(), limits);
        Orientation orientation = segments.hasExif()
                ? ExifOrientation.of(file, segments.exifFrom(), segments.exifTo())
                : Orientation.TOP_LEFT;
        Optional<ScaledJpeg> usual = ScaledJpeg.of(segments, wanted);
        return usual.isPresent()
                ? usual(usual.get(), segments, orientation, buffer, expired)
                : unusual(segments, orientation, buffer, expired);
    }

    private Picture usual(
            ScaledJpeg jpeg,
            JpegSegments segments,
            Orientation orientation,
            PixelBuffer buffer,
            BooleanSupplier expired)
            throws PictureRefusedException, DamagedJpegException {
        UprightPixels pixels = new UprightPixels(buffer, orientation, jpeg.width(), jpeg.height());
        boolean fewPixels = (long) jpeg.width() * jpeg.height() <= PLATFORM_PIXELS;
        if (jpeg.isFull() && fewPixels && !segments.hasFillBytes()) {
            if (isReadByPlatform(segments, pixels, expired)) {
                return pixels.picture();
            }
            pixels.clear();
        }
        boolean complete = jpeg.read(pixels::put, expired);
        if (!complete || expired.getAsBoolean()) {
            throw PlatformReaders.expired();
        }
        return pixels.picture();
    }

    /** Faster at the full size, and to the bit the same; what it does not read without a warning is judged by our own reader. */
    private boolean isReadByPlatform(JpegSegments segments, UprightPixels pixels, BooleanSupplier expired)
            throws PictureRefusedException {
        try {
            return readers.read(PictureType.JPEG, OrderedHeader.ofOneScan(segments), pixels, expired)
                    .isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private Picture unusual(JpegSegments segments, Orientation orientation, PixelBuffer buffer, BooleanSupplier expired)
            throws PictureRefusedException, DamagedJpegException, IOException {
        JpegScans scans = JpegScans.of(segments);
        if (boundsWork) {
            DecodingWork.check(scans, segments.bytes());
        }
        UprightPixels pixels = new UprightPixels(buffer, orientation, segments.width(), segments.height());
        Optional<String> warning = readers.read(PictureType.JPEG, scans.parts(), pixels, expired);
        if (warning.isPresent()) {
            int extra = LibjpegWarning.bytesBeforeTheEnd(warning.get())
                    .orElseThrow(() -> new PictureRefusedException(Refusal.DAMAGED, "damaged: " + warning.get()));
            scans.checkRemainder(extra);
        }
        return pixels.picture();
    }

    private Picture png(byte[] file, PictureLimits limits, PixelBuffer buffer, BooleanSupplier expired)
            throws PictureRefusedException, DamagedPngException, IOException {
        PngChunks chunks = PngChunks.of(file, PictureStart.of(file, PictureType.PNG));
        refuseTooManyPixels(chunks.width(), chunks.height(), limits);
        chunks.collect();
        if (boundsWork) {
            DecodingWork.check(chunks, file.length);
        }
        Orientation orientation = chunks.exif()
                .map(chunk -> ExifOrientation.of(file, chunk.from(), chunk.to()))
                .orElse(Orientation.TOP_LEFT);
        UprightPixels pixels = new UprightPixels(buffer, orientation, chunks.width(), chunks.height());
        Optional<String> warning = readers.read(PictureType.PNG, chunks.parts(), pixels, expired);
        if (warning.isPresent()) {
            throw new PictureRefusedException(Refusal.DAMAGED, "damaged: " + warning.get());
        }
        return pixels.picture();
    }

    private static void refuseTooManyPixels(int width, int height, PictureLimits limits)
            throws PictureRefusedException {
        if ((long) width * height > limits.maxPixels()) {
            throw new PictureRefusedException(
                    Refusal.TOO_MANY_PIXELS,
                    "picture is " + width + " x " + height + ", at most " + limits.maxPixels() + " pixels are allowed");
        }
    }
}
