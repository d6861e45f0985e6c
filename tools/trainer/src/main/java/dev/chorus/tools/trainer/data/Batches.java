package dev.chorus.tools.trainer.data;

import dev.chorus.tools.networks.VariantSpec;
import java.util.Optional;
import java.util.Random;

/**
 * The batches of one variant, any of which can be made at any time: the same set, seeds and step give the same batch, whatever
 * was asked for before. Every picture comes once before any comes again. One thread at a time.
 */
public final class Batches {

    private static final int CHANNELS = 3;
    private static final int VIEWS = 8;

    /**
     * Pictures to learn from at once.
     *
     * @param pixels uint8, shape {@code [batch, r, r, 3]}
     * @param targets the probability that each class should get, shape {@code [batch, classes]}
     * @param taught what the teacher makes of the pictures, of the same shape; empty without a teacher
     */
    public record Batch(byte[] pixels, float[] targets, float[] taught) {}

    private final PictureSet pictures;
    private final VariantSpec spec;
    private final int classes;
    private final Augmentation augmentation;
    private final int batchSize;
    private final long orderSeed;
    private final long lookSeed;
    private final Optional<Teaching> teaching;
    private final int[] order;
    private long orderedRound = -1;

    /**
     * @param classes size of the label set
     * @param batchSize at most the set's size
     * @param orderSeed decides on order and mixing: variants that learn from one loss have it in common
     * @param lookSeed decides on views and crops
     * @param teaching of the same pictures
     */
    public Batches(
            PictureSet pictures,
            VariantSpec spec,
            int classes,
            Augmentation augmentation,
            int batchSize,
            long orderSeed,
            long lookSeed,
            Optional<Teaching> teaching) {
        if (batchSize > pictures.size()) {
            throw new IllegalArgumentException(
                    "batchSize is " + batchSize + ", allowed is at most the number of pictures, " + pictures.size());
        }
        teaching.ifPresent(one -> checkPictures(one, pictures));
        this.teaching = teaching;
        this.pictures = pictures;
        this.spec = spec;
        this.classes = classes;
        this.augmentation = augmentation;
        this.batchSize = batchSize;
        this.orderSeed = orderSeed;
        this.lookSeed = lookSeed;
        this.order = new int[pictures.size()];
    }

    private static void checkPictures(Teaching teaching, PictureSet pictures) {
        if (teaching.pictures() != pictures.size()) {
            throw new IllegalArgumentException(
                    "the teaching must be of " + pictures.size() + " pictures, was of " + teaching.pictures());
        }
    }

    /** The batch of a step, the first being 0. */
    public Batch at(int step) {
        int perRound = order.length / batchSize;
        arrange(step / perRound);
        int first = step % perRound * batchSize;
        double share = share(new Random(mixed(orderSeed, step)));
        Random looks = new Random(mixed(lookSeed, step));
        int round = step / perRound;
        int length = spec.resolution() * spec.resolution() * CHANNELS;
        byte[] pixels = new byte[batchSize * length];
        float[] targets = new float[batchSize * classes];
        float[] taught = new float[teaching.isPresent() ? targets.length : 0];
        for (int at = 0; at < batchSize; at++) {
            int number = order[first + at];
            int other = order[first + batchSize - 1 - at];
            boolean mirrored = look(number, round, looks, pixels, at * length);
            aim(targets, at, number, share);
            teach(taught, at, number, mirrored, share);
            if (share < 1) {
                byte[] beneath = new byte[length];
                boolean beneathMirrored = look(other, round, looks, beneath, 0);
                blend(pixels, at * length, beneath, share);
                aim(targets, at, other, 1 - share);
                teach(taught, at, other, beneathMirrored, 1 - share);
            }
        }
        return new Batch(pixels, targets, taught);
    }

    /** Neighbouring seeds and steps must not give neighbouring random numbers. */
    private static long mixed(long seed, long step) {
        return (seed * 1_000_003 + step) * 0x9E3779B97F4A7C15L;
    }

    private void arrange(long round) {
        if (round == orderedRound) {
            return;
        }
        orderedRound = round;
        Random random = new Random(mixed(orderSeed, -1 - round));
        for (int number = 0; number < order.length; number++) {
            int other = random.nextInt(number + 1);
            order[number] = order[other];
            order[other] = number;
        }
    }

    /** Beta distributed with both parameters alpha, by Johnk's method; the larger share is the first picture's. */
    private double share(Random random) {
        if (augmentation.mixup() == 0) {
            return 1;
        }
        while (true) {
            double one = Math.pow(random.nextDouble(), 1 / augmentation.mixup());
            double other = Math.pow(random.nextDouble(), 1 / augmentation.mixup());
            if (one + other > 0 && one + other <= 1) {
                return Math.max(one, other) / (one + other);
            }
        }
    }

    private void teach(float[] taught, int at, int number, boolean mirrored, double share) {
        teaching.ifPresent(one -> one.add(number, mirrored, share, taught, at * classes));
    }

    /** Returns whether the picture is mirrored sideways. */
    private boolean look(int number, int round, Random random, byte[] target, int offset) {
        int margin = spec.margin();
        int play = margin + 2 * augmentation.shift();
        int left = play == 0 ? 0 : random.nextInt(play + 1) - augmentation.shift();
        int top = play == 0 ? 0 : random.nextInt(play + 1) - augmentation.shift();
        int side = spec.resolution() + margin;
        CroppedPicture view = new CroppedPicture(left, top, mirrors(number, round, random) ^ (spec.mirrored() ? 1 : 0));
        CroppedPicture.copy(pictures.pixels(side, number), side, view, spec.resolution(), target, offset);
        return (view.mirrors() & 1) == 1;
    }

    private int mirrors(int number, int round, Random random) {
        if (augmentation.turns()) {
            return random.nextInt(VIEWS);
        }
        if (!augmentation.flips()) {
            return 0;
        }
        return augmentation.alternating()
                ? (new Random(mixed(lookSeed, -1L - number)).nextInt(2) + round) % 2
                : random.nextInt(2);
    }

    private static void blend(byte[] pixels, int offset, byte[] beneath, double share) {
        for (int at = 0; at < beneath.length; at++) {
            double mixed = share * (pixels[offset + at] & 0xFF) + (1 - share) * (beneath[at] & 0xFF);
            pixels[offset + at] = (byte) Math.round(mixed);
        }
    }

    private void aim(float[] targets, int at, int number, double share) {
        double spread = augmentation.labelSmoothing() / classes;
        for (int label = 0; label < classes; label++) {
            double wanted = label == pictures.label(number) ? 1 - augmentation.labelSmoothing() + spread : spread;
            targets[at * classes + label] += (float) (share * wanted);
        }
    }
}
