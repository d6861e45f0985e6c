package dev.chorus.tools.trainer.data;

import java.util.Random;

/**
 * Hands out shuffled batches without end, every picture once before any comes again. In one batch every variant sees the same
 * pictures, each variant mirrored and turned in a way of its own: a part is the same part from all eight.
 */
public final class Batches {

    private static final int VIEWS = 8;

    /**
     * Pictures to learn from at once.
     *
     * @param pixels for each variant uint8, shape {@code [batch, r, r, 3]}
     * @param labels shape {@code [batch]}
     */
    public record Batch(byte[][] pixels, int[] labels) {}

    private final PictureSet pictures;
    private final int variants;
    private final int batchSize;
    private final Random random;
    private final int[] order;
    private int next;

    /**
     * @param variants how many of the set's resolutions, from the first
     * @param batchSize at most the set's size
     */
    public Batches(PictureSet pictures, int variants, int batchSize, long seed) {
        if (batchSize > pictures.size()) {
            throw new IllegalArgumentException(
                    "batchSize is " + batchSize + ", allowed is at most the number of pictures, " + pictures.size());
        }
        this.pictures = pictures;
        this.variants = variants;
        this.batchSize = batchSize;
        this.random = new Random(seed);
        this.order = new int[pictures.size()];
        for (int number = 0; number < order.length; number++) {
            order[number] = number;
        }
        this.next = order.length;
    }

    /** The next batch. */
    public Batch next() {
        if (next + batchSize > order.length) {
            shuffle();
            next = 0;
        }
        byte[][] pixels = new byte[variants][];
        int[] labels = new int[batchSize];
        for (int variant = 0; variant < variants; variant++) {
            int length = 3 * pictures.resolution(variant) * pictures.resolution(variant);
            pixels[variant] = new byte[batchSize * length];
            for (int at = 0; at < batchSize; at++) {
                int number = order[next + at];
                labels[at] = pictures.label(number);
                pictures.copy(variant, number, random.nextInt(VIEWS), pixels[variant], at * length);
            }
        }
        next += batchSize;
        return new Batch(pixels, labels);
    }

    private void shuffle() {
        for (int at = order.length - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int held = order[at];
            order[at] = order[other];
            order[other] = held;
        }
    }
}
