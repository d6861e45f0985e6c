package dev.chorus.tools.demo;

import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.util.SplittableRandom;

/** The pictures that the demo asks about: the same ones in every demo, and none that was trained or measured with. */
final class PictureFeed {

    /** Far from the seeds that people draw test sets with, and below those for training. */
    private static final long FIRST_SEED = 1L << 36;

    private final PartsArtist artist = new PartsArtist();

    /**
     * A picture.
     *
     * @param truth what it shows
     * @param jpeg a complete file
     */
    record Picture(PartClass truth, byte[] jpeg) {}

    /** @param number counted from 1 */
    Picture picture(int number) {
        PartClass[] classes = PartClass.values();
        PartClass truth = classes[new SplittableRandom(number).nextInt(classes.length)];
        return new Picture(truth, Jpeg.encode(artist.draw(truth, FIRST_SEED + number)));
    }
}
