package dev.chorus.tools.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.files.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsFileTest {

    @TempDir
    private Path folder;

    @Test
    void read_linesOfWindows_areLabels() throws IOException {
        assertEquals(List.of("red", "green apple", "grün"), read("\uFEFFred\r\n green apple \r\ngrün\r\n\r\n"));
    }

    @Test
    void read_jsonArray_isLabels() throws IOException {
        assertEquals(List.of("red", "green\u00e9"), read(" [\n\"red\", \"green\\u00e9\"]\n"));
    }

    @Test
    void read_mistakes_areRefusedWithTheReason() {
        assertRefused("red\n\nblue\n", "label 1 is ''");
        assertRefused("crane\nred\ncrane\n", "label 'crane' stands twice");
        assertRefused("red\n", "labels are 1, allowed are 2..");
        assertRefused("", "labels are 0");
        assertRefused("[\"red\", 7]", "label 1 is 7, allowed is a string");
        assertRefused("[\"red\", ", "no JSON array");
    }

    @Test
    void read_otherEncoding_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("labels"), "rot\ngrün\n".getBytes(StandardCharsets.ISO_8859_1));

        String message =
                assertThrows(FileFailure.class, () -> LabelsFile.read(file)).getMessage();

        assertEquals("cannot read " + file + ": is not UTF-8 text", message);
    }

    private List<String> read(String text) throws IOException {
        return LabelsFile.read(Files.writeString(folder.resolve("labels"), text))
                .labels();
    }

    private void assertRefused(String text, String reason) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage();

        assertTrue(message.contains(reason), message);
    }
}
