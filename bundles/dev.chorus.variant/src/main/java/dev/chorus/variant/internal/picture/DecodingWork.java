package dev.chorus.variant.internal.picture;

import dev.chorus.core.protocol.Refusal;

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

    /** What the scaled JPEG reader did for nothing, for each pixel of the file. */
    private static final int SCALED_FIRST = 4;

    private DecodingWork() {}

    /**
     * Checks a picture.
     *
     * @param triedScaled whether the scaled JPEG reader has gone over it already
     * @throws PictureRefusedException if it takes more work than its bytes justify
     */
    static void check(byte[] file, PictureType type, boolean triedScaled) throws PictureRefusedException {
        long units;
        switch (type) {
            case JPEG -> {
                JpegWork work = JpegWork.of(file);
                if (work.scans() > MAX_SCANS) {
                    throw new PictureRefusedException(Refusal.DAMAGED, "scans are more than " + MAX_SCANS);
                }
                units = work.units() + (triedScaled ? SCALED_FIRST * work.pixels() : 0);
            }
            case PNG -> units = PngWork.units(file);
            default -> throw new IllegalArgumentException("no such type: " + type);
        }
        long allowed = UNITS * Math.max(BYTES, file.length) / BYTES;
        if (units > allowed) {
            throw new PictureRefusedException(
                    Refusal.TOO_MANY_PIXELS,
                    "decoding takes " + (units + 999_999) / 1_000_000 + " million units of work, allowed are "
                            + allowed / 1_000_000 + " for " + file.length
                            + " bytes: send it smaller, or not progressive");
        }
    }
}
