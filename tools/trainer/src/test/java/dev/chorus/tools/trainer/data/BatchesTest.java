package dev.chorus.tools.trainer.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.trainer.data.Batches.Batch;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private final PictureSet pictures =
            PictureSet.draw(24, PartsArtist.TRAINING_SEEDS_FROM, List.of(8, 12), drawn -> {});

    @Test
    void next_oneRound_showsEveryPictureOnce() {
        // given
        Batches batches = new Batches(pictures, 2, 6, 1);
        int[] seen = new int[12];

        // when
        for (int batch = 0; batch < 4; batch++) {
            for (int label : batches.next().labels()) {
                seen[label]++;
            }
        }

        // then
        int[] twice = new int[12];
        Arrays.fill(twice, 2);
        assertArrayEquals(twice, seen);
    }

    @Test
    void next_sameSeed_givesSameBatches() {
        // given
        Batches first = new Batches(pictures, 2, 5, 9);
        Batches second = new Batches(pictures, 2, 5, 9);

        for (int number = 0; number < 6; number++) {
            // when
            Batch one = first.next();
            Batch other = second.next();

            // then
            assertArrayEquals(one.labels(), other.labels());
            assertArrayEquals(one.pixels(), other.pixels());
        }
    }

    @Test
    void next_severalVariants_getPicturesOfTheirSizes() {
        // when
        Batch batch = new Batches(pictures, 2, 5, 9).next();

        // then
        assertEquals(5 * 8 * 8 * 3, batch.pixels()[0].length);
        assertEquals(5 * 12 * 12 * 3, batch.pixels()[1].length);
    }

    @Test
    void copy_eightViews_areEightOrdersOfTheSamePixels() {
        // given
        Set<List<Integer>> views = new HashSet<>();
        Set<List<Integer>> contents = new HashSet<>();

        // when
        for (int view = 0; view < 8; view++) {
            byte[] rgb = new byte[8 * 8 * 3];
            pictures.copy(0, 3, view, rgb, 0);
            views.add(pixels(rgb));
            contents.add(pixels(rgb).stream().sorted().toList());
        }

        // then
        assertEquals(8, views.size());
        assertEquals(1, contents.size());
    }

    @Test
    void constructor_batchBeyondTheSet_isRefused() {
        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new Batches(pictures, 2, 25, 1));

        // then
        assertEquals("batchSize is 25, allowed is at most the number of pictures, 24", refused.getMessage());
    }

    private static List<Integer> pixels(byte[] rgb) {
        Integer[] pixels = new Integer[rgb.length / 3];
        for (int at = 0; at < pixels.length; at++) {
            pixels[at] = (rgb[3 * at] & 0xFF) << 16 | (rgb[3 * at + 1] & 0xFF) << 8 | rgb[3 * at + 2] & 0xFF;
        }
        return List.of(pixels);
    }
}
