package dev.chorus.tools.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsFolderTest {

    @TempDir
    Path folder;

    @Test
    void write_severalOfEachClass_makesOneFolderPerClass() throws IOException {
        // given
        List<Integer> told = new ArrayList<>();

        // when
        PartsFolder.write(folder, 26, 100, told::add);

        // then
        assertEquals(IntStream.rangeClosed(1, 26).boxed().toList(), told);
        try (Stream<Path> classes = Files.list(folder)) {
            assertEquals(
                    PartsArtist.LABELS,
                    classes.map(path -> path.getFileName().toString()).sorted().toList());
        }
        BufferedImage picture = ImageIO.read(folder.resolve("bolt/bolt-102.jpg").toFile());
        assertEquals(PartsArtist.SIZE, picture.getWidth());
        assertTrue(Files.exists(folder.resolve("washer/washer-101.jpg")));
    }

    @Test
    void write_sameSeed_givesSameBytes() throws IOException {
        // given
        Path other = folder.resolve("other");

        // when
        PartsFolder.write(folder, 12, 5, drawn -> {});
        PartsFolder.write(other, 12, 5, drawn -> {});

        // then
        for (String label : PartsArtist.LABELS) {
            String file = label + "/" + label + "-5.jpg";
            assertEquals(-1, Files.mismatch(folder.resolve(file), other.resolve(file)));
        }
    }

    @Test
    void write_trainingSeed_isRefused() {
        // when
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> PartsFolder.write(folder, 1, PartsArtist.TRAINING_SEEDS_FROM, drawn -> {}));

        // then
        assertTrue(refused.getMessage().contains("for training"), refused.getMessage());
    }

    @Test
    void write_noPictures_isRefused() {
        // when
        Exception refused =
                assertThrows(IllegalArgumentException.class, () -> PartsFolder.write(folder, 0, 1, drawn -> {}));

        // then
        assertEquals("count is 0, allowed is 1 and more", refused.getMessage());
    }
}
