package dev.chorus.tools.trainer.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.trainer.data.Batches.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {

    private static final int CLASSES = 12;
    private static final Augmentation ALL = new Augmentation(true, true, 2, 0.2, 0.1);

    @TempDir
    private Path cache;

    private PictureSet pictures;

    @BeforeEach
    void draw() throws IOException {
        pictures = PictureSet.draw(24, PartsArtist.TRAINING_SEEDS_FROM, List.of(8, 12), cache, drawn -> {});
    }

    @Test
    void draw_cache_leavesNoFileBehind() throws IOException {
        // then
        try (var files = Files.list(cache)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void at_oneRound_showsEveryPictureOnce() {
        // given
        Batches batches = batches(Augmentation.NONE, 6, 1);
        float[] seen = new float[CLASSES];

        // when
        for (int step = 4; step < 8; step++) {
            float[] targets = batches.at(step).targets();
            for (int at = 0; at < targets.length; at++) {
                seen[at % CLASSES] += targets[at];
            }
        }

        // then
        float[] twice = new float[CLASSES];
        Arrays.fill(twice, 2);
        assertArrayEquals(twice, seen);
    }

    @Test
    void at_sameStep_isTheSameWhateverCameBefore() {
        // given
        Batches one = batches(ALL, 5, 9);
        Batches other = batches(ALL, 5, 9);
        other.at(0);
        other.at(13);

        // when
        Batch first = one.at(7);
        Batch again = other.at(7);
        Batch next = other.at(8);

        // then
        assertArrayEquals(first.pixels(), again.pixels());
        assertArrayEquals(first.targets(), again.targets());
        assertFalse(Arrays.equals(first.pixels(), next.pixels()));
    }

    @Test
    void at_variantsOfOneOrder_showTheSamePicturesInTheirSizes() {
        // given
        Batches small = new Batches(pictures, spec(8, 0), CLASSES, ALL, 5, 3, 1, Optional.empty());
        Batches large = new Batches(pictures, spec(12, 0), CLASSES, ALL, 5, 3, 2, Optional.empty());

        // when
        Batch one = small.at(2);
        Batch other = large.at(2);

        // then
        assertArrayEquals(one.targets(), other.targets());
        assertEquals(5 * 8 * 8 * 3, one.pixels().length);
        assertEquals(5 * 12 * 12 * 3, other.pixels().length);
    }

    @Test
    void at_mixupAndSmoothing_targetsSumUpToOne() {
        // when
        float[] targets = batches(ALL, 5, 9).at(0).targets();

        // then
        for (int picture = 0; picture < 5; picture++) {
            float sum = 0;
            for (int label = 0; label < CLASSES; label++) {
                sum += targets[picture * CLASSES + label];
            }
            assertEquals(1, sum, 1e-5);
        }
    }

    @Test
    void copy_eightMirrors_areEightOrdersOfTheSamePixels() {
        // given
        Set<List<Integer>> views = new HashSet<>();
        Set<List<Integer>> contents = new HashSet<>();

        // when
        for (int mirrors = 0; mirrors < 8; mirrors++) {
            byte[] rgb = new byte[8 * 8 * 3];
            CroppedPicture.copy(pictures.pixels(8, 3), 8, new CroppedPicture(0, 0, mirrors), 8, rgb, 0);
            views.add(pixels(rgb));
            contents.add(pixels(rgb).stream().sorted().toList());
        }

        // then
        assertEquals(8, views.size());
        assertEquals(1, contents.size());
    }

    /** Pixels by hand: a 2 x 2 picture, seen one to the right and one up, repeats its right and upper edge. */
    @Test
    void copy_beyondTheEdge_repeatsIt() {
        // given
        byte[] picture = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4};
        byte[] seen = new byte[12];

        // when
        CroppedPicture.copy(picture, 2, new CroppedPicture(1, -1, 0), 2, seen, 0);

        // then
        assertArrayEquals(new byte[] {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, seen);
    }

    @Test
    void seenPictures_margin_showTheMiddle() {
        // given
        byte[] whole = pictures.pixels(12, 5);

        // when
        byte[] seen = SeenPictures.of(pictures, spec(8, 4), 5);

        // then
        for (int y = 0; y < 8; y++) {
            assertArrayEquals(
                    Arrays.copyOfRange(whole, 3 * (12 * (y + 2) + 2), 3 * (12 * (y + 2) + 10)),
                    Arrays.copyOfRange(seen, 24 * y, 24 * y + 24));
        }
    }

    @Test
    void at_alternatingFlips_mirrorsInEveryOtherRound() {
        // given
        Augmentation alternating = new Augmentation(true, false, 0, 0, 0, true);
        Batches batches = batches(alternating, 24, 9);

        // when
        Set<List<Integer>> first = looks(batches.at(0));
        Set<List<Integer>> second = looks(batches.at(1));

        // then
        Set<List<Integer>> asDrawn = looks(batches(Augmentation.NONE, 24, 9).at(0));
        long unchanged = first.stream().filter(asDrawn::contains).count();
        assertTrue(unchanged > 0 && unchanged < 24, unchanged + " of 24 are as drawn");
        assertEquals(first, mirrored(second));
        assertEquals(first, looks(batches.at(2)));
    }

    @Test
    void at_mirroredVariant_learnsFromWhatItWillSee() {
        // given
        VariantSpec spec = new VariantSpec("m", 8, 4, 0.25, 16, Trunk.SHALLOW, Pooling.AVERAGE, Colour.RGB, true);

        // when
        Set<List<Integer>> learned =
                looks(new Batches(pictures, spec(8, 0), CLASSES, Augmentation.NONE, 24, 1, 1, Optional.empty()).at(0));
        VariantSpec whole = new VariantSpec("m", 8, 0, 0.25, 16, Trunk.SHALLOW, Pooling.AVERAGE, Colour.RGB, true);
        Set<List<Integer>> mirrored =
                looks(new Batches(pictures, whole, CLASSES, Augmentation.NONE, 24, 1, 1, Optional.empty()).at(0));

        // then
        assertEquals(learned, mirrored(mirrored));
        assertEquals(
                Set.of(pixels(SeenPictures.of(pictures, spec(8, 4), 5))),
                mirrored(Set.of(pixels(SeenPictures.of(pictures, spec, 5)))));
    }

    /** The teacher says 0 of a picture as it is and 1 of a mirrored one, each for the class of the picture. */
    @Test
    void at_teacher_addsWhatItMakesOfTheView() {
        // given
        float[] said = new float[24 * Teaching.VIEWS * CLASSES];
        for (int picture = 0; picture < 24; picture++) {
            said[(picture * Teaching.VIEWS + 1) * CLASSES + pictures.label(picture)] = 1;
        }
        Augmentation flips = new Augmentation(true, false, 0, 0, 0);
        Batches batches = new Batches(
                pictures, spec(8, 0), CLASSES, flips, 24, 1, 1, Optional.of(new Teaching("t", CLASSES, said)));

        // when
        Batch batch = batches.at(0);

        // then
        Set<List<Integer>> asDrawn = looks(batches(Augmentation.NONE, 24, 1).at(0));
        List<Integer> pixels = pixels(batch.pixels());
        for (int at = 0; at < 24; at++) {
            boolean mirrored = !asDrawn.contains(pixels.subList(64 * at, 64 * at + 64));
            float[] expected = Arrays.copyOfRange(batch.targets(), at * CLASSES, at * CLASSES + CLASSES);
            assertArrayEquals(
                    mirrored ? expected : new float[CLASSES],
                    Arrays.copyOfRange(batch.taught(), at * CLASSES, at * CLASSES + CLASSES));
        }
    }

    /** By hand: temperature 2 takes square roots, 0.2 and 0.4 of 0.04 and 0.16. */
    @Test
    void tempered_probabilities_becomeMoreAlike() {
        // when
        float[] tempered = new Teaching("t", 2, new float[] {0.04f, 0.16f, 1, 0})
                .tempered(2)
                .probabilities();

        // then
        assertArrayEquals(new float[] {1 / 3f, 2 / 3f, 1, 0}, tempered, 1e-6f);
    }

    @Test
    void constructor_teachingOfOtherPictures_isRefused() {
        // given
        Teaching teaching = new Teaching("t", CLASSES, new float[5 * Teaching.VIEWS * CLASSES]);

        // when
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Batches(pictures, spec(8, 0), CLASSES, Augmentation.NONE, 5, 1, 1, Optional.of(teaching)));

        // then
        assertEquals("the teaching must be of 24 pictures, was of 5", refused.getMessage());
    }

    /** The pictures of a batch of 8x8 pixels. */
    private static Set<List<Integer>> looks(Batch batch) {
        List<Integer> all = pixels(batch.pixels());
        Set<List<Integer>> looks = new HashSet<>();
        for (int from = 0; from < all.size(); from += 64) {
            looks.add(List.copyOf(all.subList(from, from + 64)));
        }
        return looks;
    }

    private static Set<List<Integer>> mirrored(Set<List<Integer>> looks) {
        return looks.stream()
                .map(look -> IntStream.range(0, 64)
                        .mapToObj(at -> look.get(at / 8 * 8 + 7 - at % 8))
                        .toList())
                .collect(Collectors.toSet());
    }

    @Test
    void constructor_batchBeyondTheSet_isRefused() {
        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> batches(ALL, 25, 1));

        // then
        assertEquals("batchSize is 25, allowed is at most the number of pictures, 24", refused.getMessage());
    }

    private Batches batches(Augmentation augmentation, int size, long seed) {
        return new Batches(pictures, spec(8, 0), CLASSES, augmentation, size, seed, seed, Optional.empty());
    }

    private static VariantSpec spec(int resolution, int margin) {
        return new VariantSpec("v", resolution, margin, 0.25, 16, Trunk.SHALLOW, Pooling.AVERAGE, Colour.RGB);
    }

    private static List<Integer> pixels(byte[] rgb) {
        Integer[] pixels = new Integer[rgb.length / 3];
        for (int at = 0; at < pixels.length; at++) {
            pixels[at] = (rgb[3 * at] & 0xFF) << 16 | (rgb[3 * at + 1] & 0xFF) << 8 | rgb[3 * at + 2] & 0xFF;
        }
        return List.of(pixels);
    }
}
