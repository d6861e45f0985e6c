package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.testprocess.LimitedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ChorusTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    demonstrate                                                    | there is no 'demonstrate', did you mean
                    classify                                                       | Missing required
                    classify --broker mqtt://b --family f                          | PICTURE
                    classify --broker http://b --family f FILE                     | --broker must be mqtt://
                    classify --broker mqtt://b --family a/b FILE                   | --family must be 1..64 of
                    classify --broker mqtt://b --family f --root /x FILE           | topic root must be levels of
                    classify --broker mqtt://b --family f --timeout 0 FILE         | --timeout must be 1 to 60000 ms, was 0
                    classify --broker mqtt://b --family f --timeout soon FILE      | 'soon'
                    classify --broker mqtt://b --family f --password x FILE        | Unknown option: '--password'
                    classify --broker mqtt://b --family f missing.jpg              | missing.jpg: no such file
                    classify --broker mqtt://b --family f FOLDER                   | not a file
                    describe --classes 1                                           | --classes must be 2 to 65535, was 1
                    describe --classes 10 --profile slow                           | --profile is 'slow', allowed is paper or quick
                    draw-parts --out FOLDER                                        | --count
                    draw-parts --out FOLDER --count 0                              | count is 0, allowed is 1 and more
                    draw-parts --out FOLDER --count -3                             | count is -3
                    draw-parts --out FOLDER --count many                           | 'many'
                    draw-parts --out FOLDER --count 1 --seed -1                    | seed is -1, allowed is 0..
                    draw-parts --out FOLDER --count 1 --seed 9223372036854775807   | seed is 9223372036854775807
                    draw-parts --out FILE --count 1                                | --out must be a folder, was the file
                    """)
    void call_invalid_failsInOneLineWithExitCode2(String arguments, String expected) throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("picture.jpg"), "not opened");
        String[] words = arguments
                .replace("FILE", file.toString())
                .replace("FOLDER", folder.toString())
                .split(" +");
        // when
        Call call = Call.of(words);
        // then
        assertEquals(2, call.exitCode());
        assertTrue(call.err().contains(expected), call.err());
        assertEquals(1, call.err().lines().count(), call.err());
        assertEquals("", call.out());
    }

    @Test
    void call_withoutCommand_printsUsage() {
        // when
        Call call = Call.of();
        // then
        assertEquals(0, call.exitCode());
        assertTrue(call.out().contains("Usage: chorus"), call.out());
    }

    @Test
    void version_requested_namesReleaseAndJava() {
        // when
        Call call = Call.of("--version");
        // then
        assertEquals(0, call.exitCode());
        assertTrue(call.out().matches("chorus \\d+\\.\\d+\\.\\d+\\S* \\(Java \\d+\\)\\R"), call.out());
    }

    @Test
    void broker_unreachable_failsInOneLineWithExitCode1() throws IOException {
        // given
        Path picture = Files.writeString(folder.resolve("picture.jpg"), "never sent");
        // when
        Call call = Call.of("classify", "--broker", "mqtt://127.0.0.1:1", "--family", "parts", picture.toString());
        // then
        assertEquals(1, call.exitCode());
        assertTrue(call.err().matches("(?s)chorus classify: .*mqtt://127\\.0\\.0\\.1:1\\b.*"), call.err());
        assertEquals(1, call.err().lines().count(), call.err());
    }

    @Test
    void failure_withVerbose_showsItsStackTrace() throws IOException {
        // given
        Path picture = Files.writeString(folder.resolve("picture.jpg"), "never sent");
        // when
        Call call =
                Call.of("classify", "--verbose", "--broker", "mqtt://127.0.0.1:1", "--family", "f", picture.toString());
        // then
        assertTrue(call.err().contains("\tat dev.chorus.tools"), call.err());
    }

    @Test
    void parts_drawn_lieInAFolderForEachClass() throws IOException {
        // when
        Call call = Call.of("draw-parts", "--out", folder.resolve("parts").toString(), "--count", "24", "--seed", "5");
        // then
        assertEquals(0, call.exitCode());
        assertTrue(call.out().startsWith("24 pictures of 12 classes in "), call.out());
        assertTrue(Files.size(folder.resolve("parts/washer/washer-6.jpg")) > 0);
    }

    @Test
    void disk_fullWhileDrawing_isTheMachinesFaultAndLeavesNoCutPicture() throws Exception {
        // given
        Path parts = folder.resolve("parts");
        // when
        LimitedJvm call = LimitedJvm.run(1, Chorus.class, "draw-parts", "--out", parts.toString(), "--count", "1");
        // then
        assertEquals(1, call.exitCode(), call.output());
        assertTrue(
                call.output().startsWith("chorus draw-parts: cannot write " + parts.resolve("bearing/bearing-0.jpg: ")),
                call.output());
        assertEquals(1, call.output().lines().count(), call.output());
        try (Stream<Path> files = Files.list(parts.resolve("bearing"))) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void standardOutput_full_isTheMachinesFault() throws Exception {
        // given
        Process process = Call.process("describe", "--classes", "10", "--json")
                .redirectOutput(Path.of("/dev/full").toFile())
                .start();
        // when
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        // then
        assertEquals("chorus: cannot write to standard output: No space left on device", err.strip());
        assertEquals(1, process.waitFor());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    demo --json MISSING/report.json | must be a file in a folder that exists, was MISSING/report.json
                    demo --json FOLDER              | must be a file, was the folder FOLDER
                    """)
    void outputFile_impossible_isAMistakeBeforeAnythingIsDone(String arguments, String expected) {
        // given
        UnaryOperator<String> places = text ->
                text.replace("MISSING", folder.resolve("missing").toString()).replace("FOLDER", folder.toString());
        // when
        Call call = Call.of(places.apply(arguments).split(" +"));
        // then
        assertEquals(2, call.exitCode());
        assertTrue(call.err().contains("--json " + places.apply(expected)), call.err());
        assertEquals("", call.out());
    }

    @Test
    void paperProfile_described_namesRatiosOfTheLightestAndTheHeaviest() {
        // when
        Call table = Call.of("describe", "--profile", "paper", "--classes", "100");
        Call json = Call.of("describe", "--profile", "paper", "--classes", "100", "--json");
        // then
        assertTrue(table.out().contains("7.7x fewer parameters, 31.1x fewer MACs"), table.out());
        assertTrue(table.out().contains("6.3x fewer parameters, 4.2x fewer MACs"), table.out());
        JsonObject description = JsonParser.parseString(json.out()).getAsJsonObject();
        assertEquals(6, description.getAsJsonArray("variants").size());
        assertEquals(224, description.getAsJsonObject("base").get("resolution").getAsInt());
    }

    /** The output of commands may contain text of peers. */
    @Test
    void commands_all_printBySafeOutput() {
        CommandLine top = Chorus.commandLine();

        assertPrintAs(top, top);
    }

    private static void assertPrintAs(CommandLine top, CommandLine command) {
        assertSame(top.getExecutionStrategy(), command.getExecutionStrategy(), command.getCommandName());
        command.getSubcommands().values().forEach(each -> assertPrintAs(top, each));
    }
}
