package dev.chorus.web.internal.keep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptFolderTest {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 3, 4};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 5};

    @TempDir
    private Path folder;

    private KeptFolder place(int mostPictures, long mostBytes) {
        return new KeptFolder(folder, Seen.options(folder, mostPictures, mostBytes, 100));
    }

    private static Uncertainty uncertainty(int number, String label) {
        return Seen.uncertainty(Seen.answer(number, label, 0, 0, 1), Seen.options(Path.of("/"), 1, 1, 1))
                .orElseThrow();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void keep_picture_isStoredWithItsReasons() throws IOException {
        place(10, 1000).keep(uncertainty(7, "nut"), JPEG);

        String name = "unlabelled/nut/20261127-120007-000-0007";
        assertEquals(List.of(name + ".jpg", name + ".json"), files());
        assertArrayEquals(JPEG, Files.readAllBytes(folder.resolve(name + ".jpg")));
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve(name + ".json")))
                .getAsJsonObject();
        assertEquals("nut", json.get("label").getAsString());
        assertEquals("{\"v0\":\"bolt\",\"v1\":\"nut\"}", json.get("said").toString());
        assertEquals("[\"disagreement\",\"margin\"]", json.get("reasons").toString());
    }

    @Test
    void keep_filesAndFolders_areOnlyForTheirOwner() throws IOException {
        place(10, 1000).keep(uncertainty(7, "nut"), JPEG);

        try (Stream<Path> all = Files.walk(folder.resolve("unlabelled"))) {
            for (Path path : all.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                assertEquals(Files.isDirectory(path) ? "rwx------" : "rw-------", mode, path.toString());
            }
        }
    }

    @Test
    void keep_png_isNamedSo() throws IOException {
        place(10, 1000).keep(uncertainty(7, "nut"), PNG);

        assertEquals("unlabelled/nut/20261127-120007-000-0007.png", files().get(1));
    }

    @Test
    void keep_moreThanAllowed_removesTheEldest() throws IOException {
        KeptFolder place = place(2, 1000);
        for (int number = 1; number <= 4; number++) {
            place.keep(uncertainty(number, number % 2 == 0 ? "nut" : "bolt"), JPEG);
        }

        assertEquals(
                List.of(
                        "unlabelled/bolt/20261127-120003-000-0003.jpg",
                        "unlabelled/bolt/20261127-120003-000-0003.json",
                        "unlabelled/nut/20261127-120004-000-0004.jpg",
                        "unlabelled/nut/20261127-120004-000-0004.json"),
                files());
    }

    @Test
    void keep_moreBytesThanAllowed_removesTheEldest() throws IOException {
        KeptFolder place = place(10, 2 * JPEG.length);
        for (int number = 1; number <= 3; number++) {
            place.keep(uncertainty(number, "nut"), JPEG);
        }

        assertEquals(4, files().size());
    }

    @Test
    void keep_aPictureLargerThanAllIsAllowedToBe_isRefusedAndNothingRemoved() throws IOException {
        KeptFolder place = place(10, JPEG.length);
        place.keep(uncertainty(1, "nut"), JPEG);

        assertThrows(IOException.class, () -> place.keep(uncertainty(2, "nut"), PNG));

        assertEquals("unlabelled/nut/20261127-120001-000-0001.jpg", files().get(0));
        assertEquals(2, files().size());
    }

    @Test
    void keep_afterARestart_countsExistingFiles() throws IOException {
        place(10, 1000).keep(uncertainty(1, "nut"), JPEG);
        place(1, 1000).keep(uncertainty(2, "nut"), JPEG);

        assertEquals("unlabelled/nut/20261127-120002-000-0002.jpg", files().get(0));
        assertEquals(2, files().size());
    }

    @Test
    void keep_labeledPicture_isNotRemoved() throws IOException {
        KeptFolder place = place(1, 1000);
        place.keep(uncertainty(1, "nut"), JPEG);
        Path labelled = Files.createDirectories(folder.resolve("bolt")).resolve("mine.jpg");
        Files.move(folder.resolve("unlabelled/nut/20261127-120001-000-0001.jpg"), labelled);

        place.keep(uncertainty(2, "nut"), JPEG);
        place.keep(uncertainty(3, "nut"), JPEG);

        assertEquals("bolt/mine.jpg", files().get(0));
        assertEquals(3, files().size());
    }

    @Test
    void keep_whereAFileIsInTheWay_failsAndLaterWorks() throws IOException {
        KeptFolder place = place(10, 1000);
        Path inTheWay = Files.writeString(folder.resolve("unlabelled"), "in the way");
        assertThrows(IOException.class, () -> place.keep(uncertainty(1, "nut"), JPEG));

        Files.delete(inTheWay);
        place.keep(uncertainty(2, "nut"), JPEG);

        assertEquals(2, files().size());
    }

    @ParameterizedTest
    @CsvSource({
        "hex nut,hex nut",
        "../../etc,_._.._etc",
        ".hidden,_hidden",
        "a/b,a_b",
        "Schraube groß,Schraube groß",
        "..,__",
        "'',_"
    })
    void safe_label_leadsNowhereElse(String label, String safe) {
        assertEquals(safe, KeptFolder.safe(label));
    }
}
