package dev.chorus.tools.trainer.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhiteningTest {

    private static final int PATCH = 27;
    private static final int SIDE = 16;

    @TempDir
    private Path cache;

    @Test
    void filters_ofDrawings_answerPatchesWithVarianceOneAndUncorrelated() throws IOException {
        // given
        PictureSet pictures = drawings();
        VariantSpec spec = spec(Colour.RGB);

        // when
        float[] filters = Whitening.filters(pictures, spec, 3, 8, 1);

        // then
        assertEquals(8 * PATCH, filters.length);
        double[] first = answers(filters, 0, pictures, spec);
        double[] third = answers(filters, 2, pictures, spec);
        assertEquals(1, mean(first, first), 0.15);
        assertEquals(1, mean(third, third), 0.15);
        assertEquals(0, mean(first, third), 0.15);
    }

    @Test
    void filters_everySecond_isTheNegativeOfTheOneBefore() throws IOException {
        // when
        float[] filters = Whitening.filters(drawings(), spec(Colour.OPPONENT), 3, 10, 1);

        // then
        for (int at = 0; at < PATCH; at++) {
            assertEquals(-filters[4 * PATCH + at], filters[5 * PATCH + at]);
        }
    }

    /** Three equal channels vary in nine ways only. */
    @Test
    void filters_greyPictures_areNoMoreThanTheirValuesVary() throws IOException {
        // when
        float[] filters = Whitening.filters(drawings(), spec(Colour.GREY), 3, 48, 1);

        // then
        assertEquals(18 * PATCH, filters.length);
    }

    private PictureSet drawings() throws IOException {
        return PictureSet.draw(48, PartsArtist.TRAINING_SEEDS_FROM, List.of(SIDE), cache, drawn -> {});
    }

    private static VariantSpec spec(Colour colour) {
        return new VariantSpec("v", SIDE, 0, 0.25, 16, Trunk.PLAIN, Pooling.AVERAGE, colour);
    }

    /** What a filter answers to every patch of every picture. */
    private static double[] answers(float[] filters, int filter, PictureSet pictures, VariantSpec spec) {
        int free = SIDE - 2;
        double[] answers = new double[pictures.size() * free * free];
        for (int at = 0; at < answers.length; at++) {
            byte[] pixels = SeenPictures.of(pictures, spec, at / (free * free));
            int corner = at / free % free * SIDE + at % free;
            for (int weight = 0; weight < PATCH; weight++) {
                int pixel = corner + weight % 9 / 3 * SIDE + weight % 3;
                double value = (pixels[3 * pixel + weight / 9] & 0xFF) * 2.0 / 255 - 1;
                answers[at] += filters[filter * PATCH + weight] * value;
            }
        }
        return answers;
    }

    private static double mean(double[] one, double[] other) {
        double sum = 0;
        for (int at = 0; at < one.length; at++) {
            sum += one[at] * other[at];
        }
        return sum / one.length;
    }
}
