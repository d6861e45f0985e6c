package dev.chorus.variant.internal.picture;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.variant.internal.picture.jpeg.JpegScans;
import dev.chorus.variant.internal.picture.png.PngChunks;

/**
 * Bounds what it costs to decode a picture by the platform's readers, before it is begun: a file of 100 kB can keep a
 * processor busy for seconds. Work is counted in units of about a nanosecond of one core of the machine in
 * {@code docs/limits.md}; weights are fitted to what {@code ./chorus bench costly} measures. Stateless.
 */
final class DecodingWork {

    /** Of a file of up to {@link #BYTES}. */
    private static final long UNITS = 120_000_000;

    /** A file of twice as many may take twice the work: a large photograph is no attack. */
    private static final int BYTES = 1_000_000;

    /** Programs that write progressive files make about ten. */
    private static final int MAX_SCANS = 50;

    private DecodingWork() {}

    /**
     * Checks a JPEG file that the platform is to read.
     *
     * @param bytes of the file
     * @throws PictureRefusedException if it takes more work than its bytes justify
     */
    static void check(JpegScans jpeg, int bytes) throws PictureRefusedException {
        if (jpeg.count() > MAX_SCANS) {
            throw new PictureRefusedException(Refusal.DAMAGED, "scans are more than " + MAX_SCANS);
        }
        check(jpeg.units(), bytes);
    }

    /**
     * Checks a PNG file.
     *
     * @param bytes of the file
     * @throws PictureRefusedException if it takes more work than its bytes justify
     */
    static void check(PngChunks png, int bytes) throws PictureRefusedException {
        check(png.units(), bytes);
    }

    private static void check(long units, int bytes) throws PictureRefusedException {
        long allowed = UNITS * Math.max(BYTES, bytes) / BYTES;
        if (units > allowed) {
            throw new PictureRefusedException(
                    Refusal.TOO_MANY_PIXELS,
                    "decoding takes " + (units + 999_999) / 1_000_000 + " million units of work, allowed are "
                            + allowed / 1_000_000 + " for " + bytes
                            + " bytes: send it smaller, or not progressive");
        }
    }
}
