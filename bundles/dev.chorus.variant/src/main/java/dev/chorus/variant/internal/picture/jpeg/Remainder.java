package dev.chorus.variant.internal.picture.jpeg;

/**
 * What stands between the last block of a picture and the marker that ends it. Nothing has to: cameras leave the end marker out, fill up
 * with zeros, or send the rest of a stream. But where damage has made blocks shorter than they were, coefficients are left over.
 * Stateless.
 */
final class Remainder {

    /** So many bytes of any kind are not worth a picture. */
    private static final int FEW = 16;

    private Remainder() {}

    /**
     * Checks that all blocks are likely to be whole.
     *
     * @param from index of the first byte that no block needs
     * @throws DamagedJpegException if more than a few bytes other than zeros stand before an end marker, or the last blocks were made
     *     of zeros that fill up the file
     */
    static void check(byte[] file, int from) throws DamagedJpegException {
        int at = from;
        int count = 0;
        boolean zeros = true;
        while (at < file.length) {
            int value = file[at] & 0xFF;
            int next = value == Marker.PREFIX && at + 1 < file.length ? file[at + 1] & 0xFF : -1;
            if (next > Marker.TEMPORARY && next != Marker.PREFIX && !Marker.isRestart(next)) {
                break;
            }
            if (value != Marker.PREFIX || next == Marker.STUFFING) {
                count++;
            }
            zeros &= value == 0 || value == Marker.PREFIX;
            at++;
        }
        if (count <= FEW) {
            return;
        }
        if (zeros) {
            if (isZero(file, from - FEW, from)) {
                throw new DamagedJpegException("the file is filled up with zeros");
            }
            return;
        }
        boolean ends = at + 1 < file.length && (file[at + 1] & 0xFF) == Marker.END_OF_IMAGE;
        if (ends) {
            throw new DamagedJpegException(count + " bytes too many before the end marker");
        }
    }

    /**
     * Finds the restart marker behind an interval of blocks.
     *
     * @param from index of the first byte that no block needs
     * @return its index
     * @throws DamagedJpegException if more than a few bytes stand before it, or another marker
     */
    static int restartBehind(byte[] file, int from) throws DamagedJpegException {
        int count = 0;
        for (int at = from; at + 1 < file.length && count <= FEW; at++) {
            int value = file[at] & 0xFF;
            int next = file[at + 1] & 0xFF;
            if (value == Marker.PREFIX && Marker.isRestart(next)) {
                return at;
            }
            if (value == Marker.PREFIX && next > Marker.TEMPORARY && next != Marker.PREFIX) {
                break;
            }
            if (value != Marker.PREFIX || next == Marker.STUFFING) {
                count++;
            }
        }
        throw new DamagedJpegException("a restart marker is missing");
    }

    private static boolean isZero(byte[] file, int from, int to) {
        for (int at = Math.max(0, from); at < to; at++) {
            if (file[at] != 0) {
                return false;
            }
        }
        return true;
    }
}
