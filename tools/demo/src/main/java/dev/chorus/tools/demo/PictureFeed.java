package dev.chorus.tools.demo;

import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.util.SplittableRandom;

/** Draws the demo's pictures: the same in every demo, and none used for training or evaluation. */
final class PictureFeed {

    /** Far from the usual seeds of test sets, and below those for training. */
    private static final long FIRST_SEED = 1L << 36;

    private final PartsArtist artist = new PartsArtist();

    /**
     * Picture with its ground truth.
     *
     * @param truth class of the drawn part
     * @param jpeg complete JPEG file
     */
    record Picture(PartClass truth, byte[] jpeg) {}

    /** @param number counted from 1 */
    Picture picture(int number) {
        PartClass[] classes = PartClass.values();
        PartClass truth = classes[new SplittableRandom(number).nextInt(classes.length)];
        return new Picture(truth, Jpeg.encode(artist.draw(truth, FIRST_SEED + number)));
    }
}
