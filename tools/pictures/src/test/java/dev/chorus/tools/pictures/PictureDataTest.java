package dev.chorus.tools.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.files.FileFailure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDataTest {

    @TempDir
    private Path place;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void open_folderOrZip_listsPicturesByClass(boolean zipped) throws IOException {
        // given
        Path given = given(zipped, "cat/1.png", "cat/2.png", "dog/1.png", ".DS_Store", "cat/.hidden");

        // when
        try (PictureData data = PictureData.open(given)) {
            RasterPicture picture = data.read(data.files().get(2));

            // then
            assertEquals(List.of("cat", "dog"), data.labels());
            assertEquals(
                    List.of(
                            new PictureFile("cat/1.png", 0, Part.WHOLE),
                            new PictureFile("cat/2.png", 0, Part.WHOLE),
                            new PictureFile("dog/1.png", 1, Part.WHOLE)),
                    data.files());
            assertEquals(List.of(), data.skipped());
            assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, picture.rgb());
            assertEquals(2, picture.width());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void open_partsWithinOneFolder_areToldApart(boolean zipped) throws IOException {
        // given
        Path given = given(zipped, "all/train/a/1.png", "all/train/b/1.png", "all/test/a/2.png", "all/test/b/2.png");

        // when
        try (PictureData data = PictureData.open(given)) {
            // then
            assertEquals(2, data.files(Part.TRAIN).size());
            assertEquals(data.files(Part.TEST), data.forMeasuring());
            assertEquals("all/test/a/2.png", data.forMeasuring().get(0).name());
        }
    }

    @Test
    void open_oneClassBelowTrain_isNotTakenForAnEnclosingFolder() throws IOException {
        // given
        Path given = given(false, "train/a/1.png", "train/b/1.png");

        // when
        try (PictureData data = PictureData.open(given)) {
            // then
            assertEquals(List.of("a", "b"), data.labels());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a/1.png b/                            | class 'b', without pictures, allowed is one and more
                    a/1.png                               | there is a single class, 'a', allowed are 2 and more folders of pictures
                    readme.txt                            | there are no classes, allowed are 2 and more folders of pictures
                    Red_Bolt/1.png red bolt/1.png         | 'Red_Bolt' and 'red bolt' are two spellings of one class, allowed is one
                    train/a/1.png train/b/1.png test/a/1.png | class 'b', without pictures among those of part TEST, allowed is one and more
                    """)
    void open_nothingToLearnFrom_isRefusedWithTheReason(String names, String reason) throws IOException {
        // given
        Path given = given(true, names.replace("red bolt", "red~bolt").split(" +"));

        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> PictureData.open(given));

        // then
        assertEquals(given + ": " + reason, refused.getMessage());
    }

    @Test
    void open_namesThatLeadElsewhere_areSkipped() throws IOException {
        // given
        Path given = given(true, "a/1.png", "b/1.png", "../c/1.png", "a/deep/1.png", "note.txt", "c\\1.png");

        // when
        try (PictureData data = PictureData.open(given)) {
            // then
            assertEquals(List.of("a", "b"), data.labels());
            assertEquals(
                    List.of("../c/1.png", "a/deep/1.png", "c\\1.png", "note.txt"),
                    data.skipped().stream().map(Skipped::name).toList());
        }
    }

    @Test
    void read_fileThatGrowsBeyondAllSense_isUnreadable() throws IOException {
        // given
        Map<String, byte[]> files = new TreeMap<>();
        files.put("a/bomb.png", new byte[Container.MAX_FILE_BYTES + 1]);
        files.put("b/1.png", png());
        Path given = zip(files);

        // when
        try (PictureData data = PictureData.open(given)) {
            PictureFile bomb = data.files().get(0);
            Exception refused = assertThrows(UnreadablePictureException.class, () -> data.read(bomb));

            // then
            assertTrue(Files.size(given) < 100_000);
            assertEquals("file has more than 33554432 bytes", refused.getMessage());
        }
    }

    @Test
    void decode_noPictures_saysWhy() throws IOException {
        // given
        byte[] whole = jpeg();
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        byte[] huge = png();
        huge[16] = 0x10;
        CRC32 checksum = new CRC32();
        checksum.update(huge, 12, 17);
        ByteBuffer.wrap(huge).putInt(29, (int) checksum.getValue());

        // then
        assertEquals("neither JPEG nor PNG", why("GIF89a and no more".getBytes()));
        assertEquals("payload is empty", why(new byte[0]));
        assertTrue(why(half).startsWith("damaged"), why(half));
        assertTrue(why(Arrays.copyOf(png(), 40)).startsWith("damaged"));
        assertEquals("picture is 268435458 x 1, at most 25000000 pixels are allowed", why(huge));
    }

    @Test
    void open_neitherFolderNorZip_isAMistake() throws IOException {
        // given
        Path text = Files.writeString(place.resolve("text"), "no zip");

        // when
        FileFailure refused = assertThrows(FileFailure.class, () -> PictureData.open(text));

        // then
        assertTrue(
                refused.getMessage().startsWith(text + ": is neither a folder nor a zip file, or is damaged: "),
                refused.getMessage());
        assertTrue(refused.isMistake());
    }

    @Test
    void open_nothingThere_isAMistake() {
        // given
        Path nowhere = place.resolve("nowhere");

        // when
        FileFailure refused = assertThrows(FileFailure.class, () -> PictureData.open(nowhere));

        // then
        assertEquals(nowhere + ": no such folder or zip file", refused.getMessage());
        assertTrue(refused.isMistake());
    }

    @Test
    void open_linkThatLeadsBack_namesIt() throws IOException {
        // given
        Path given = given(false, "cat/1.png", "dog/1.png");
        Path link = Files.createSymbolicLink(given.resolve("dog/all"), given);

        // when
        FileSystemLoopException refused = assertThrows(FileSystemLoopException.class, () -> PictureData.open(given));

        // then
        assertEquals(
                link + ": a symbolic link leads back to a folder above it; remove the link",
                FileFailure.of(refused).getMessage());
    }

    @Test
    void read_linkToNothing_isUnreadable() throws IOException {
        // given
        Path given = given(false, "cat/2.png", "dog/1.png");
        Files.createSymbolicLink(given.resolve("cat/1.png"), place.resolve("gone.png"));

        // when
        try (PictureData data = PictureData.open(given)) {
            PictureFile dangling = data.files().get(0);
            Exception refused = assertThrows(UnreadablePictureException.class, () -> data.read(dangling));

            // then
            assertEquals("a symbolic link to nothing", refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"IBM437", "UTF-8"})
    void open_zipWithNamesOfThatEncoding_readsThem(String encoding) throws IOException {
        // given
        Path given = zip(
                Map.of("Sägeblatt/1.png", png(), "Schlüssel/1.png", png(), "Schlüssel/2.png", png()),
                Charset.forName(encoding));

        // when
        try (PictureData data = PictureData.open(given)) {
            // then
            assertEquals(List.of("Schlüssel", "Sägeblatt"), data.labels());
            assertEquals(2, data.read(data.files().get(0)).width());
        }
    }

    private static String why(byte[] file) {
        return assertThrows(UnreadablePictureException.class, () -> RasterPicture.decode(file))
                .getMessage();
    }

    private Path given(boolean zipped, String... names) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : names) {
            files.put(name.replace('~', ' '), png());
        }
        return zipped ? zip(files) : folder(files);
    }

    private Path folder(Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = place.resolve("data").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return place.resolve("data");
    }

    private Path zip(Map<String, byte[]> files) throws IOException {
        return zip(files, StandardCharsets.UTF_8);
    }

    private Path zip(Map<String, byte[]> files, Charset names) throws IOException {
        Path path = place.resolve("data.zip");
        try (OutputStream file = Files.newOutputStream(path);
                ZipOutputStream zip = new ZipOutputStream(file, names)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                if (!entry.getKey().endsWith("/")) {
                    zip.write(entry.getValue());
                }
            }
        }
        return path;
    }

    private static byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0x040506);
        return written(image, "png");
    }

    private static byte[] jpeg() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int at = 0; at < 64 * 64; at++) {
            image.setRGB(at % 64, at / 64, at * 40503);
        }
        return written(image, "jpeg");
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
