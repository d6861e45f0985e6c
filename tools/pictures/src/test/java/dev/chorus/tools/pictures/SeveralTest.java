package dev.chorus.tools.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old pictures, and a folder of kept ones of which somebody has labelled some. */
class SeveralTest {

    @TempDir
    private Path place;

    private Path folder(String name, String... files) throws IOException {
        for (String file : files) {
            Path path = place.resolve(name).resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, name + " " + file);
        }
        return place.resolve(name);
    }

    private static List<String> names(PictureData data) {
        return data.files().stream().map(PictureFile::name).toList();
    }

    @Test
    void open_foldersWithTheSameNames_hasAllTheirPictures() throws IOException {
        Path old = folder("old", "cat/1.png", "dog/1.png");
        Path kept = folder("kept", "cat/1.png", "cat/1.json", "unlabelled/dog/2.png", "unlabelled/dog/2.json");

        try (PictureData data = PictureData.open(List.of(old, kept))) {
            assertEquals(List.of("cat/1.png", "cat/~2~1.png", "dog/1.png"), names(data));
            assertArrayEquals(
                    "kept cat/1.png".getBytes(StandardCharsets.UTF_8),
                    data.content(data.files().get(1)));
            assertArrayEquals(
                    "old cat/1.png".getBytes(StandardCharsets.UTF_8),
                    data.content(data.files().get(0)));
        }
    }

    @Test
    void open_oldPicturesInParts_learnsFromTheNewOnes() throws IOException {
        Path old = folder("old", "train/cat/1.png", "train/dog/1.png", "test/cat/2.png", "test/dog/2.png");
        Path kept = folder("kept", "cat/3.png");

        try (PictureData data = PictureData.open(List.of(old, kept))) {
            assertEquals(
                    List.of("train/cat/1.png", "train/cat/~2~3.png", "train/dog/1.png"),
                    data.files(Part.TRAIN).stream().map(PictureFile::name).toList());
            assertEquals(
                    "kept cat/3.png",
                    new String(data.content(data.files(Part.TRAIN).get(1)), StandardCharsets.UTF_8));
        }
    }

    @Test
    void open_allWithinOneMoreFolder_isTakenOutOfIt() throws IOException {
        Path old = folder("old", "all/cat/1.png", "all/dog/1.png");
        Path kept = folder("kept", "parts/cat/2.png", "parts/dog/2.png");

        try (PictureData data = PictureData.open(List.of(old, kept))) {
            assertEquals(List.of("cat/1.png", "cat/~2~2.png", "dog/1.png", "dog/~2~2.png"), names(data));
        }
    }

    @Test
    void open_keptPicturesBesideLabelledOnes_leavesThemOutAndSaysSo() throws IOException {
        Path kept = folder("kept", "cat/1.png", "dog/2.png", "unlabelled/dog/3.png", "unlabelled/cat/4.png");

        try (PictureData data = PictureData.open(kept)) {
            assertEquals(List.of("cat/1.png", "dog/2.png"), names(data));
            assertEquals(List.of(new Skipped("unlabelled/", "2 pictures are not labelled yet")), data.skipped());
        }
    }

    @Test
    void open_nothingLabelledYet_saysWhatToDo() throws IOException {
        Path kept = folder("kept", "unlabelled/dog/3.png", "unlabelled/cat/4.png");

        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> PictureData.open(kept));

        assertEquals(
                kept + ": all 2 pictures are in unlabelled/, allowed are those that somebody has moved to <class>/",
                refusal.getMessage());
    }

    @Test
    void open_oneThatIsNotThere_isRefused() throws IOException {
        Path old = folder("old", "cat/1.png", "dog/1.png");

        assertThrows(IOException.class, () -> PictureData.open(List.of(old, place.resolve("none"))));
    }
}
