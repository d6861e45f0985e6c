package dev.chorus.tools.quantizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.LabelSet;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.parts.PartsFolder;
import dev.chorus.tools.pictures.PictureData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureChoiceTest {

    private static final LabelSet LABELS = new LabelSet(PartsArtist.LABELS);

    @TempDir
    Path folder;

    @Test
    void drawn_calibratingAndMeasuring_shareNoDrawing() {
        // when
        PictureChoice choice = PictureChoice.drawn(LABELS, 300, 2000);

        // then
        assertEquals(300, choice.calibrating().size());
        assertEquals(2000, choice.measuring().size());
        assertTrue(Collections.disjoint(names(choice.calibrating()), names(choice.measuring())));
    }

    @Test
    void of_picturesWithoutParts_areParted() throws IOException {
        // given
        PartsFolder.write(folder, 96, 0, drawn -> {});

        // when
        PictureChoice choice = choose(24, 2000);

        // then
        assertEquals(24, choice.calibrating().size());
        assertEquals(72, choice.measuring().size());
        assertTrue(Collections.disjoint(names(choice.calibrating()), names(choice.measuring())));
    }

    @Test
    void of_fewPictures_halfAreMeasuredWith() throws IOException {
        // given
        PartsFolder.write(folder, 48, 0, drawn -> {});

        // then
        assertEquals(24, choose(300, 2000).measuring().size());
    }

    @Test
    void of_trainAndTestPictures_calibratesWithTheFormerOnly() throws IOException {
        // given
        PartsFolder.write(folder.resolve("train"), 48, 0, drawn -> {});
        PartsFolder.write(folder.resolve("test"), 24, 100, drawn -> {});

        // when
        PictureChoice choice = choose(300, 12);

        // then
        assertEquals(48, choice.calibrating().size());
        assertEquals(12, choice.measuring().size());
        assertTrue(choice.calibrating().stream().allMatch(one -> one.name().startsWith("train/")));
        assertTrue(choice.measuring().stream().allMatch(one -> one.name().startsWith("test/")));
    }

    @Test
    void of_labelsInAnotherOrder_followTheFamilys() throws IOException {
        // given
        PartsFolder.write(folder, 24, 0, drawn -> {});
        List<String> reversed = new ArrayList<>(PartsArtist.LABELS);
        Collections.reverse(reversed);

        // when
        LabelSet labels = new LabelSet(reversed);
        try (PictureData data = PictureData.open(folder)) {
            PictureChoice choice = PictureChoice.of(data, labels, 12, 12);

            // then
            assertTrue(choice.measuring().stream()
                    .allMatch(one -> one.name().startsWith(labels.label(one.classIndex()) + "/")));
        }
    }

    private PictureChoice choose(int calibrating, int measuring) throws IOException {
        try (PictureData data = PictureData.open(folder)) {
            return PictureChoice.of(data, LABELS, calibrating, measuring);
        }
    }

    private static Set<String> names(List<LabelledPicture> pictures) {
        return pictures.stream().map(LabelledPicture::name).collect(Collectors.toCollection(HashSet::new));
    }
}
