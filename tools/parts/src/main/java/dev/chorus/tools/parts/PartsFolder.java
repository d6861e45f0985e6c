package dev.chorus.tools.parts;

import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Fills a folder with drawings, {@code DIR/<class>/<class>-<seed>.jpg}: what {@code chorus draw-parts} does. */
public final class PartsFolder {

    private PartsFolder() {}

    /**
     * Draws into a folder, the classes in turn, so that each has the same number of pictures (or one more).
     *
     * @param folder made if missing; files of the same name are overwritten
     * @param count how many pictures in all, at least 1
     * @param seed the first seed, at least 0; picture number n of a class is drawn with seed + n
     * @param drawn told on the calling thread, after each picture, how many are done
     * @throws IllegalArgumentException if count or seed is out of range
     * @throws IOException if a folder or file cannot be written
     */
    public static void write(Path folder, int count, long seed, IntConsumer drawn) throws IOException {
        PartClass[] classes = PartClass.values();
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + ", allowed is 1 and more");
        }
        if (seed < 0 || seed >= PartsArtist.TRAINING_SEEDS_FROM - count) {
            throw new IllegalArgumentException("seed is " + seed + ", allowed is 0.."
                    + (PartsArtist.TRAINING_SEEDS_FROM - count - 1) + "; larger ones are for training");
        }
        PartsArtist artist = new PartsArtist();
        for (int number = 0; number < count; number++) {
            PartClass part = classes[number % classes.length];
            long own = seed + number / classes.length;
            Path file = folder.resolve(part.label()).resolve(part.label() + "-" + own + ".jpg");
            Files.createDirectories(file.getParent());
            OutputFile.write(file, Jpeg.encode(artist.draw(part, own)));
            drawn.accept(number + 1);
        }
    }
}
