package dev.chorus.variant.internal.picture.jpeg;

import java.util.Arrays;

/**
 * One of the planes of a picture, at the size that is wanted. For one thread.
 *
 * <p>Its blocks are 8 x 8 samples of the file and {@code side} x {@code side} of the plane.
 */
final class Component {

    private static final int[] NATURAL = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private final JpegHeader.Plane plane;
    private final BlockTransform transform;

    /** By place in the file, up to the last that is wanted: where a coefficient goes, -1 if it is not wanted. */
    private final int[] places;

    private final int[] block;
    private final int stride;
    private final byte[] samples;
    private int predicted;

    /**
     * @param blocksAcross in the whole plane, padding included
     * @param blocksDown the same
     */
    Component(JpegHeader.Plane plane, BlockTransform transform, int blocksAcross, int blocksDown) {
        this.plane = plane;
        this.transform = transform;
        int side = transform.side();
        places = places(side);
        block = new int[side * side];
        stride = blocksAcross * side;
        samples = new byte[stride * blocksDown * side];
    }

    private static int[] places(int side) {
        int[] places = new int[NATURAL.length];
        int wanted = 0;
        for (int place = 0; place < NATURAL.length; place++) {
            int row = NATURAL[place] >> 3;
            int column = NATURAL[place] & 7;
            places[place] = row < side && column < side ? row * side + column : -1;
            wanted = places[place] >= 0 ? place + 1 : wanted;
        }
        return Arrays.copyOf(places, wanted);
    }

    /** Its samples, row by row. */
    byte[] samples() {
        return samples;
    }

    /** How many samples a row has. */
    int stride() {
        return stride;
    }

    JpegHeader.Plane plane() {
        return plane;
    }

    /** How many of its samples a unit has across. */
    int unitAcross() {
        return plane.across() * transform.side();
    }

    /** The same, down. */
    int unitDown() {
        return plane.down() * transform.side();
    }

    /** After a restart the first coefficient is told whole. */
    void restart() {
        predicted = 0;
    }

    /** Reads one block and puts it where it belongs. */
    void read(Scan scan, int across, int down) throws DamagedJpegException {
        Arrays.fill(block, 0);
        int[] steps = plane.steps();
        predicted += scan.block(plane.dc(), plane.ac(), places, steps, block);
        block[0] = predicted * steps[0];
        int side = transform.side();
        transform.write(block, samples, (down * stride + across) * side, stride);
    }
}
