package dev.chorus.tools.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.command.OneLineErrors;
import dev.chorus.tools.parts.PartsFolder;
import dev.chorus.tools.testprocess.LimitedJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EvaluateCommandTest {

    private static final int CLASSES = 12;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void evaluate_drawnParts_writesFiguresAndPage() throws IOException {
        // given
        Path data = drawn(5 * CLASSES);
        Path json = folder.resolve("new/report.json");
        Path html = folder.resolve("report.html");

        // when
        int code = run(data, "--json", json.toString(), "--html", html.toString());

        // then
        assertEquals(0, code, err::toString);
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(5 * CLASSES, figures.get("pictures").getAsInt());
        assertEquals(
                List.of("1", "2", "3", "5"),
                List.copyOf(figures.getAsJsonObject("fused").keySet()));
        assertTrue(figures.getAsJsonObject("fused").get("5").getAsDouble() > 0.6, figures::toString);
        assertEquals(3, figures.getAsJsonObject("lost").size());
        assertEquals(4 * 52, figures.getAsJsonObject("bytes").get("vp").getAsInt());
        assertTrue(Files.readString(html).contains("<svg"));
        assertTrue(out.toString().contains("Family parts 1.0.0, 60 pictures of 12 classes"), out::toString);
    }

    @Test
    void evaluate_fit_writesTheSameFamilyWithWhatWasFitted() throws IOException {
        // given
        Path data = drawn(10 * CLASSES);
        Path file = folder.resolve("fitted/family.json");

        // when
        int code = run(data, "--fit", file.toString());

        // then
        assertEquals(0, code, err::toString);
        Family before = new FamilyFiles(Path.of("../../models/parts")).family();
        Family fitted = FamilyJson.read(Files.readString(file));
        assertEquals(withoutFits(before), withoutFits(fitted));
        assertNotEquals(before.variants(), fitted.variants());
        assertTrue(fitted.variants().stream()
                .allMatch(variant -> variant.fit().weight().isPresent()));
        assertEquals(
                Set.of("scaled-sum", "fitted-weights", "log-pool", "majority"),
                fitted.fused().keySet());
        assertTrue(fitted.fused().get("scaled-sum").temperature() < 0.9, fitted.fused()::toString);
    }

    private static List<Variant> withoutFits(Family family) {
        return family.variants().stream()
                .map(variant -> variant.withFit(Fit.NONE))
                .toList();
    }

    @Test
    void evaluate_fitWithFewPictures_isRefusedBeforeAsking() throws IOException {
        // when
        int code =
                run(drawn(2 * CLASSES), "--fit", folder.resolve("family.json").toString());

        // then
        assertEquals(2, code);
        assertTrue(err.toString().contains("there are 24 pictures; allowed are at least 100"), err::toString);
    }

    @Test
    void evaluate_zip_givesWhatTheFolderGives() throws IOException {
        // given
        Path data = drawn(2 * CLASSES);
        Path zip = zipped(data);

        // when
        run(data, "--json", folder.resolve("folder.json").toString(), "--k", "2");
        run(zip, "--json", folder.resolve("zip.json").toString(), "--k", "2");

        // then
        assertEquals("", err.toString().replaceAll("(?m)^evaluating.*\\R", ""));
        assertEquals(Files.readString(folder.resolve("folder.json")), Files.readString(folder.resolve("zip.json")));
    }

    @Test
    void evaluate_unreadablePictureAndAbsentClass_areTold() throws IOException {
        // given
        Path data = drawn(2 * CLASSES);
        Files.write(data.resolve("bolt/torn.jpg"), new byte[] {1, 2, 3});
        deleteAll(data.resolve("washer"));

        // when
        int code = run(data);

        // then
        assertEquals(0, code, err::toString);
        assertTrue(err.toString().contains("skipped bolt/torn.jpg: neither JPEG nor PNG"), err::toString);
        assertTrue(err.toString().contains("no pictures of washer"), err::toString);
        assertTrue(out.toString().contains(" 22 pictures of 12 classes"), out::toString);
    }

    @Test
    void evaluate_manyAbsentClasses_namesTheFirst() throws IOException {
        // given
        Path data = drawn(2 * CLASSES);
        try (Stream<Path> classes = Files.list(data)) {
            for (Path other : classes.filter(one -> !one.endsWith("gear") && !one.endsWith("nut"))
                    .toList()) {
                deleteAll(other);
            }
        }

        // when
        int code = run(data);

        // then
        assertEquals(0, code, err::toString);
        assertTrue(
                err.toString().contains("no pictures of bearing, bolt, bracket, flange, key and 5 more"),
                err::toString);
    }

    @Test
    void evaluate_onlySome_asksAboutThese() throws IOException {
        // given
        Path data = drawn(2 * CLASSES);
        Path list = Files.writeString(folder.resolve("held-out.txt"), "bolt/bolt-7000001.jpg\nnut/nut-7000000.jpg\n\n");

        // when
        int code = run(data, "--only", list.toString());

        // then
        assertEquals(0, code, err::toString);
        assertTrue(out.toString().contains(" 2 pictures of 12 classes"), out::toString);
    }

    @Test
    void evaluate_onlyPicturesThatAreNotThere_isRefused() throws IOException {
        // given
        Path data = drawn(CLASSES);
        Path list = Files.writeString(folder.resolve("held-out.txt"), "bolt/bolt-1.jpg\nnut/nut-7000000.jpg\n");

        // when
        int code = run(data, "--only", list.toString());

        // then
        assertEquals(2, code);
        assertTrue(err.toString().contains("1 of 2 pictures are not there, such as bolt/bolt-1.jpg"), err::toString);
    }

    @Test
    void evaluate_unknownClass_isRefusedBeforeAsking() throws IOException {
        // given
        Path data = drawn(CLASSES);
        Files.move(data.resolve("bolt"), data.resolve("rivet"));

        // when
        int code = run(data, "--json", folder.resolve("report.json").toString());

        // then
        assertEquals(2, code);
        assertTrue(
                err.toString().contains("class 'rivet' is unknown to family parts, allowed are bearing, bolt, "),
                err::toString);
        assertFalse(Files.exists(folder.resolve("report.json")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --data DATA --family /nowhere     | cannot read /nowhere/family.json: no such file or folder
                    --data /nowhere                   | /nowhere: no such folder or zip file
                    --data DATA/family.txt            | family.txt: is neither a folder nor a zip file
                    --data DATA --k 0                 | --k is 0, allowed is 1..6
                    --data DATA --k 3,7               | --k is 7, allowed is 1..6
                    --data DATA --only /nowhere       | cannot read /nowhere: no such file or folder
                    --data DATA --html DATA           | must be a file, was the folder
                    --data DATA --html DATA/family.txt/a.html | DATA/family.txt: is a file, required is a folder
                    """)
    void evaluate_mistakenCall_isRefused(String arguments, String expected) throws IOException {
        // given
        Path data = drawn(CLASSES);
        Files.writeString(data.resolve("family.txt"), "not a picture");
        String more = arguments.contains("--family") ? "" : " --family ../../models/parts";

        // when
        int code = execute((arguments + more).replace("DATA", data.toString()).split(" "));

        // then
        assertEquals(2, code);
        assertTrue(err.toString().contains(expected.replace("DATA", data.toString())), err::toString);
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--html", "--answers", "--fit"})
    void evaluate_diskFull_isTheMachinesFaultAfterTheFiguresArePrinted(String option) throws IOException {
        // given
        Path full = Files.createSymbolicLink(folder.resolve("report"), Path.of("/dev/full"));

        // when
        int code = run(drawn(9 * CLASSES), option, full.toString());

        // then
        assertEquals(1, code, err::toString);
        assertTrue(
                err.toString()
                        .endsWith("cannot write " + full
                                + ": No space left on device; free space or choose another place\n"),
                err::toString);
        assertTrue(out.toString().contains("Family parts 1.0.0, 108 pictures"), out::toString);
    }

    @Test
    void evaluate_machineThatCannotRunModels_isTheMachinesFault() throws Exception {
        // given
        Path data = drawn(CLASSES);

        // when: ONNX Runtime's library is larger than any file may be
        LimitedJvm call =
                LimitedJvm.run(1024, EvaluateMain.class, "--family", "../../models/parts", "--data", data.toString());

        // then
        assertEquals(1, call.exitCode(), call.output());
        assertTrue(call.output().contains("evaluate: ONNX Runtime cannot be loaded; required is "), call.output());
    }

    /** The command as a program. */
    static final class EvaluateMain {

        private EvaluateMain() {}

        public static void main(String[] arguments) {
            System.exit(commandLine().execute(arguments));
        }
    }

    private Path drawn(int count) throws IOException {
        Path data = folder.resolve("data");
        PartsFolder.write(data, count, 7_000_000, drawn -> {});
        return data;
    }

    private Path zipped(Path data) throws IOException {
        Path zip = folder.resolve("data.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(file);
                Stream<Path> pictures = Files.walk(data)) {
            for (Path picture : pictures.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new ZipEntry(data.relativize(picture).toString()));
                entries.write(Files.readAllBytes(picture));
            }
        }
        return zip;
    }

    private static void deleteAll(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(place);
    }

    private int run(Path data, String... more) {
        List<String> usual = List.of("--family", "../../models/parts", "--data", data.toString());
        return execute(Stream.concat(usual.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static CommandLine commandLine() {
        return new OneLineErrors(() -> false).on(new CommandLine(new EvaluateCommand()));
    }
}
