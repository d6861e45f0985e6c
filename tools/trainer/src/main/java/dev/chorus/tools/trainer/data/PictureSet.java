package dev.chorus.tools.trainer.data;

import dev.chorus.inference.api.Resizer;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.pictures.PictureData;
import dev.chorus.tools.pictures.PictureFile;
import dev.chorus.tools.pictures.RasterPicture;
import dev.chorus.tools.pictures.Skipped;
import dev.chorus.tools.pictures.UnreadablePictureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Labelled pictures, decoded once and kept in every size that a family needs. Immutable once made; any number of threads may
 * read.
 */
public final class PictureSet {

    private static final int CHANNELS = 3;

    private final Map<Integer, PixelStore> stores = new TreeMap<>();
    private final Map<Integer, String> unreadable = new ConcurrentSkipListMap<>();
    private int[] numbers;
    private int[] labels;

    private PictureSet(int count, Collection<Integer> sides, Path cache) throws IOException {
        for (int side : sides) {
            if (!stores.containsKey(side)) {
                stores.put(side, new PixelStore(cache, side * side * CHANNELS, count));
            }
        }
    }

    /**
     * Draws parts, the classes in turn.
     *
     * @param count how many
     * @param firstSeed of the drawings
     * @param sides in pixels; one may stand several times
     * @param cache folder for temporary files
     * @param drawn told how many are done, on any thread
     */
    public static PictureSet draw(int count, long firstSeed, List<Integer> sides, Path cache, IntConsumer drawn)
            throws IOException {
        PartClass[] classes = PartClass.values();
        PictureSet set = new PictureSet(count, sides, cache);
        set.fill(
                count,
                number -> RasterPicture.of(
                        new PartsArtist().draw(classes[number % classes.length], firstSeed + number / classes.length)),
                number -> classes[number % classes.length].ordinal(),
                drawn);
        return set;
    }

    /**
     * Reads pictures; {@link #skipped} tells of those that cannot be.
     *
     * @param files of the data, in the order in which the set will have them
     * @param sides in pixels; one may stand several times
     * @param cache folder for temporary files
     * @param read told how many are done, on any thread
     * @throws IOException if folder or archive cannot be read any more
     */
    public static PictureSet read(
            PictureData data, List<PictureFile> files, List<Integer> sides, Path cache, IntConsumer read)
            throws IOException {
        PictureSet set = new PictureSet(files.size(), sides, cache);
        try {
            set.fill(
                    files.size(),
                    number -> set.decoded(data, files, number),
                    number -> files.get(number).label(),
                    read);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return set;
    }

    private RasterPicture decoded(PictureData data, List<PictureFile> files, int number) {
        try {
            return data.read(files.get(number));
        } catch (UnreadablePictureException e) {
            unreadable.put(number, e.getMessage());
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(int count, IntFunction<RasterPicture> pictures, IntFunction<Integer> labelOf, IntConsumer told) {
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, count).parallel().forEach(number -> {
            RasterPicture picture = pictures.apply(number);
            if (picture != null) {
                stores.forEach((side, store) ->
                        store.put(number, new Resizer(picture.width(), picture.height(), side).resize(picture.rgb())));
            }
            told.accept(done.incrementAndGet());
        });
        numbers = IntStream.range(0, count)
                .filter(number -> !unreadable.containsKey(number))
                .toArray();
        labels = IntStream.of(numbers).map(labelOf::apply).toArray();
    }

    /** The files that could not be read, when asked with those that were to be. */
    public List<Skipped> skipped(List<PictureFile> files) {
        return unreadable.entrySet().stream()
                .map(entry -> new Skipped(files.get(entry.getKey()).name(), entry.getValue()))
                .toList();
    }

    /** How many pictures there are. */
    public int size() {
        return labels.length;
    }

    /** The class index of a picture. */
    public int label(int number) {
        return labels[number];
    }

    /** A copy of a picture's pixels, shape {@code [side, side, 3]}. */
    public byte[] pixels(int side, int number) {
        return stores.get(side).get(numbers[number]);
    }
}
