package dev.chorus.tools.trainer.data;

/**
 * A square cut out of a picture, perhaps mirrored.
 *
 * @param left where the square begins, in pixels; what lies outside the picture repeats its edge
 * @param top likewise
 * @param mirrors bit 0 mirrors it sideways, bit 1 upside down, bit 2 along the diagonal
 */
record CroppedPicture(int left, int top, int mirrors) {

    private static final int CHANNELS = 3;

    /**
     * Copies what a view shows.
     *
     * @param source shape {@code [side, side, 3]}
     * @param resolution side of the square
     * @param target gets shape {@code [resolution, resolution, 3]}
     * @param offset where in the target it begins
     */
    static void copy(byte[] source, int side, CroppedPicture view, int resolution, byte[] target, int offset) {
        if (view.mirrors == 0 && view.left == 0 && view.top == 0 && side == resolution) {
            System.arraycopy(source, 0, target, offset, source.length);
            return;
        }
        int at = offset;
        for (int y = 0; y < resolution; y++) {
            for (int x = 0; x < resolution; x++) {
                int fromX = (view.mirrors & 1) == 0 ? x : resolution - 1 - x;
                int fromY = (view.mirrors & 2) == 0 ? y : resolution - 1 - y;
                int across = (view.mirrors & 4) == 0 ? fromX : fromY;
                int down = (view.mirrors & 4) == 0 ? fromY : fromX;
                int column = Math.max(0, Math.min(side - 1, across + view.left));
                int row = Math.max(0, Math.min(side - 1, down + view.top));
                int from = CHANNELS * (row * side + column);
                target[at++] = source[from];
                target[at++] = source[from + 1];
                target[at++] = source[from + 2];
            }
        }
    }
}
