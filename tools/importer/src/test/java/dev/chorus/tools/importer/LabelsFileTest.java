package dev.chorus.tools.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.files.FileFailure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsFileTest {

    @TempDir
    private Path folder;

    @Test
    void read_linesOfWindows_areLabels() throws IOException {
        assertEquals(List.of("red", "green apple", "grün"), names("\uFEFFred\r\n green apple \r\ngrün\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void read_utf16OfPowerShell_areLabels(String charset) throws IOException {
        Path file = folder.resolve("labels");
        Files.write(file, "\uFEFFrot\r\ngrün\r\n".getBytes(Charset.forName(charset)));

        assertEquals(
                List.of("rot", "grün"),
                LabelsFile.read(file, OptionalInt.empty()).names());
    }

    @Test
    void read_quotedLines_loseTheirQuotes() throws IOException {
        assertEquals(
                List.of("red", "green, light", "the \"blue\"", "x"),
                names("\"red\"\n\"green, light\"\n\"the \"\"blue\"\"\"\nx"));
        assertEquals(List.of("red", "blue"), names("'red'\n'blue'\n"));
        assertEquals(List.of("'red'", "blue"), names("'red'\nblue\n"));
        assertEquals(List.of("\"a\" or \"b\"", "c"), names("\"a\" or \"b\"\nc\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 Class 1\n1 Class 2\n",
                "0: Class 1\r\n1: Class 2",
                "0,\"Class 1\"\n1,\"Class 2\"",
                "1\tClass 2\n0\tClass 1\n",
                "id,label\n0,Class 1\n1,Class 2\n",
                "0. Class 1\n1. Class 2",
                "0=Class 1\n1=Class 2"
            })
    void read_numberedLines_areInTheOrderOfTheirNumbers(String text) throws IOException {
        LabelList labels = read(text);

        assertEquals(List.of("Class 1", "Class 2"), labels.names());
        assertTrue(labels.notes().contains("labels are numbered 0 to 1; the numbers are left out"), labels.toString());
    }

    @Test
    void read_numbersThatArePartsOfNames_stay() throws IOException {
        LabelList labels = read("1 euro\n2 euro\n");

        assertEquals(List.of("1 euro", "2 euro"), labels.names());
        assertTrue(labels.notes().get(0).contains("taken as parts of the names"), labels.toString());
        assertEquals(List.of("0", "1", "2"), names("0\n1\n2\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"label", "Class", "class_names", "id;name", "Category"})
    void read_headerLine_isLeftOutWhereTheClassesAreFewer(String header) throws IOException {
        LabelList labels = read(header + "\nred\nblue\n", OptionalInt.of(2));

        assertEquals(List.of("red", "blue"), labels.names());
        assertEquals(List.of("the header line '" + header + "' of the labels is left out"), labels.notes());
    }

    @Test
    void read_labelLikeAHeader_staysWhereTheClassesAreAsMany() throws IOException {
        LabelList labels = read("label\nbox\n", OptionalInt.of(2));

        assertEquals(List.of("label", "box"), labels.names());
        assertTrue(labels.notes().get(0).contains("if that is a header line, a label is missing"), labels.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " [\n\"red\", \"green\\u00e9\"]\n",
                "{\"0\":\"red\",\"1\":\"green\u00e9\"}",
                "{\n\"1\": \"green\u00e9\",\n\"0\": \"red\"\n}",
                "{\"red\":0, \"green\u00e9\":1}",
                "{0: 'red', 1: 'green\u00e9'}",
                "['red', 'green\u00e9']",
                "{\"0\":[\"n1\",\"red\"],\"1\":[\"n2\",\"green\u00e9\"]}",
                "{\"model_type\":\"vit\",\"sizes\":[1,2],\"id2label\":{\"0\":\"red\",\"1\":\"green\u00e9\"},\"label2id\":{\"x\":0}}",
                "{\"labels\":[\"red\",\"green\u00e9\"]}"
            })
    void read_json_isLabelsByTheirIndices(String text) throws IOException {
        assertEquals(List.of("red", "green\u00e9"), names(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[unused]", "[UNK] 1", "{none}", "[background]"})
    void read_bracketedFirstLabel_isNoJson(String first) throws IOException {
        assertEquals(List.of(first, "red", "[blue]"), names(first + "\nred\n[blue]\n"));
    }

    @Test
    void read_mistakes_areRefusedWithTheReason() {
        assertRefused("red\n\nblue\n", "label 1 must be 1..256 characters");
        assertRefused("crane\nred\ncrane\n", "label 'crane' must be listed once");
        assertRefused("red\n", "labels must be 2..65536, were 1");
        assertRefused("", "labels must be 2..65536, were 0");
        assertRefused("[\"red\", 7]", "label 1 is 7, required is a text");
        assertRefused("[\"red\", ", "labels begin as JSON and are none");
        assertRefused("[\"red\", \"blue\"] x", "labels go on after the end of their JSON");
        assertRefused("{\"0\":\"red\",\"2\":\"blue\"}", "must be 0 to 1, each once; 1 is missing");
        assertRefused("{\"0\":\"red\",\"0\":\"blue\"}", "labels have '0' twice");
        assertRefused("{\"red\":0,\"blue\":0}", "labels have class index 0 twice");
        assertRefused("{\"red\":0,\"blue\":\"x\"}", "required is a list of names, a map of class indices to names");
        assertRefused("{\"0\":{\"name\":\"red\"},\"1\":\"x\"}", "label 0 is a map, required is a text");
        assertRefused("[".repeat(100_000), "labels begin as JSON and are none");
    }

    @ParameterizedTest
    @CsvSource({
        "re\u200Bd, blue, U+200B (ZERO WIDTH SPACE)",
        "red, b\u202Elue, U+202E (RIGHT-TO-LEFT OVERRIDE)",
        "red, blue\uFEFF, U+FEFF",
        "light\u00A0red, blue, U+00A0 (NO-BREAK SPACE)",
        "red, \u3164, U+3164 (HANGUL FILLER)",
        "Red, red, differ only in upper and lower case",
        "light red, lightred, differ only in spaces",
        "caf\u00e9, cafe\u0301, 'differ only in case, spaces or Unicode normalization; required is one spelling'",
        "STRASSE, stra\u00dfe, differ only in"
    })
    void checked_namesThatLookAlikeOrDoNotShow_areRefused(String one, String other, String reason) {
        assertRefused("[\"" + one + "\",\"" + other + "\"]", reason);
    }

    @Test
    void checked_namesOfOtherScripts_pass() {
        LabelNames.checked(List.of("自転車", "حصان", "кошка", "\u2764\uFE0F", "Grüße", "a-b", "a_b", "ab"));
    }

    @Test
    void read_otherEncoding_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("labels"), "rot\ngrün\n".getBytes(StandardCharsets.ISO_8859_1));

        String message = assertThrows(FileFailure.class, () -> LabelsFile.read(file, OptionalInt.empty()))
                .getMessage();

        assertEquals("cannot read " + file + ": is not UTF-8 text", message);
    }

    private List<String> names(String text) throws IOException {
        return read(text).names();
    }

    private LabelList read(String text) throws IOException {
        return read(text, OptionalInt.empty());
    }

    private LabelList read(String text, OptionalInt classes) throws IOException {
        return LabelsFile.read(Files.writeString(folder.resolve("labels"), text), classes);
    }

    private void assertRefused(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> LabelNames.checked(names(text)))
                .getMessage();

        assertTrue(message.contains(reason), message);
    }
}
