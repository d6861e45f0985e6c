package dev.chorus.tools.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.command.OneLineErrors;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.parts.PartsFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {

    private static final String SPEC =
            """
            {"recipe": {"batchSize": 12, "learningRate": 0.02},
             "variants": [
               {"id": "a", "resolution": 16, "alpha": 0.2, "headWidth": 16, "trunk": "plain"},
               {"id": "b", "resolution": 20, "alpha": 0.2, "headWidth": 16, "trunk": "shallow", "margin": 4}]}
            """;

    @TempDir
    private static Path pictures;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void draw() throws IOException {
        PartsFolder.write(pictures, 180, 1, drawn -> {});
        Files.writeString(pictures.resolve("bolt/notes.jpg"), "no picture");
    }

    @Test
    void train_folder_writesFamilyReportAndCurve() throws IOException {
        // when
        int code = train("--epochs", "2", "--hold-out", "12");

        // then
        assertEquals(0, code, err::toString);
        assertTrue(out.toString().contains("skipped bolt/notes.jpg: neither JPEG nor PNG"), out::toString);
        FamilyFiles written = new FamilyFiles(family());
        Family family = written.family();
        assertEquals("small", family.name());
        assertEquals(PartsArtist.LABELS, family.labelSet().labels());
        assertEquals(
                List.of("a", "b"), family.variants().stream().map(Variant::id).toList());
        for (Variant variant : family.variants()) {
            assertTrue(written.model(variant).length > 10_000);
            assertEquals(Fit.NONE, variant.fit());
        }
        String report = Files.readString(family().resolve("training.md"));
        assertTrue(report.contains("above the best variant"), report);
        assertTrue(report.contains("Written is the last state, of step 28 ("), report);
        assertTrue(report.contains("neither weights nor temperatures are fitted"), report);
        assertEquals(12, Files.readAllLines(family().resolve("validation.txt")).size());
        assertEquals(
                900,
                ImageIO.read(family().resolve("learning-curve.png").toFile()).getWidth());
        assertFalse(Files.exists(family().resolve("training.checkpoint")));
    }

    @Test
    void train_enoughToValidateWith_fitsWeightsAndTemperatures() throws IOException {
        // when
        int code = train("--epochs", "1", "--hold-out", "120");

        // then
        assertEquals(0, code, err::toString);
        List<Variant> variants = new FamilyFiles(family()).family().variants();
        double formula = variants.stream().mapToDouble(Variant::weight).sum();
        double fitted = variants.stream()
                .mapToDouble(variant -> variant.fit().weight().orElseThrow())
                .sum();
        assertEquals(formula, fitted, 1e-9);
        assertTrue(variants.stream().allMatch(variant -> variant.fit().temperature() != 1), variants::toString);
        String report = Files.readString(family().resolve("training.md"));
        assertTrue(report.contains("| formula weight | fitted weight | temperature |"), report);
        assertTrue(report.contains("| `log-pool` | "), report);
        assertTrue(report.contains("Each half measured with what was fitted on the other half"), report);
    }

    @Test
    void resume_nothingToGoOnFrom_trainsFromTheBeginning() throws IOException {
        // when
        int code = train("--epochs", "1", "--resume", "--joint");

        // then
        assertEquals(0, code, err::toString);
        assertTrue(Files.readString(family().resolve("training.md")).contains("joint=true"));
    }

    @Test
    void train_minutes_endsInTime() throws IOException {
        // when
        int code = train("--minutes", "0.01", "--threads", "1");

        // then
        assertEquals(0, code, err::toString);
        assertTrue(out.toString().contains("0:00 left"), out::toString);
    }

    @Test
    void train_teacher_learnsFromItsAnswersAndKeepsThemUntilWritten() throws IOException {
        // given
        assertEquals(0, train("--epochs", "1"), err::toString);
        Path teacher = Files.move(family(), folder.resolve("teacher"));
        Files.createSymbolicLink(Files.createDirectories(family()).resolve("training.md"), Path.of("/dev/full"));

        // when
        int code = train("--epochs", "1", "--teacher", teacher.toString());

        // then
        assertEquals(1, code);
        assertTrue(out.toString().contains("asking the teacher"), out::toString);
        assertTrue(Files.exists(family().resolve("training.teaching")));
        assertEquals(2, train("--epochs", "1", "--resume"));
        assertTrue(err.toString().contains("training.checkpoint is of another training"), err::toString);
        Files.delete(family().resolve("training.md"));
        assertEquals(0, train("--epochs", "1", "--resume", "--teacher", teacher.toString()), err::toString);
        assertFalse(Files.exists(family().resolve("training.teaching")));
    }

    @Test
    void train_teacherOfOtherLabels_isRefused() throws IOException {
        // given
        assertEquals(0, train("--epochs", "1"), err::toString);
        Path two = folder.resolve("two");
        for (String label : List.of("bolt", "gear")) {
            Files.createDirectories(two.resolve(label));
            for (int seed = 1; seed <= 9; seed++) {
                String picture = label + "/" + label + "-" + seed + ".jpg";
                Files.copy(pictures.resolve(picture), two.resolve(picture));
            }
        }

        // when
        int code = trainOn(two, "--teacher", family().toString());

        // then
        assertEquals(2, code);
        assertTrue(
                err.toString()
                        .contains("the labels of the teacher must be those of the pictures, [bolt, gear], were ["),
                err::toString);
    }

    @Test
    void train_lossIsNoNumber_failsAndKeepsTheCheckpoint() throws IOException {
        // given
        Files.createSymbolicLink(Files.createDirectories(family()).resolve("training.md"), Path.of("/dev/full"));
        assertEquals(1, train("--epochs", "1"));
        Path checkpoint = family().resolve("training.checkpoint");
        byte[] state = Files.readAllBytes(checkpoint);
        // What the momentum of the last bias is saved as.
        ByteBuffer.wrap(state).putFloat(state.length - Float.BYTES, Float.NaN);
        Files.write(checkpoint, state);
        err.getBuffer().setLength(0);

        // when
        int code = train("--epochs", "3", "--resume");

        // then
        assertEquals(1, code, err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(
                err.toString()
                        .contains(
                                "train: training stopped at step 30, the loss is NaN; the last checkpoint is of a good"
                                        + " state: go on from it with --resume"),
                err::toString);
        assertArrayEquals(state, Files.readAllBytes(checkpoint));
    }

    @Test
    void train_mistakes_areRefused() throws IOException {
        // then
        assertEquals(2, train("--epochs", "0"));
        assertTrue(err.toString().contains("cannot train: --epochs is 0.0, allowed is above 0"), err::toString);
        assertEquals(2, train("--minutes", "-1"));
        assertTrue(err.toString().contains("--minutes is -1.0, allowed is above 0"), err::toString);
        assertEquals(2, train("--minutes", "1", "--epochs", "1"));
        assertEquals(2, train("--joint", "--separate"));
        assertEquals(2, train("--hold-out", "0"));
        assertTrue(err.toString().contains("no picture is left to validate with"), err::toString);
        assertEquals(2, train("--threads", "0"));
        assertTrue(err.toString().contains("--threads is 0, allowed is 1 and more"), err::toString);
        assertEquals(2, train("--backbone", "nowhere.onnx"));
        assertTrue(err.toString().contains("cannot read nowhere.onnx: no such file or folder"), err::toString);
    }

    @Test
    void train_fewerPicturesThanABatch_namesThePicturesAndWhatToDo() throws IOException {
        // given
        Path few = folder.resolve("few");
        for (String label : List.of("bolt", "gear")) {
            Files.createDirectories(few.resolve(label));
            for (int seed = 1; seed <= 5; seed++) {
                String picture = label + "/" + label + "-" + seed + ".jpg";
                Files.copy(pictures.resolve(picture), few.resolve(picture));
            }
        }

        // when
        int code = trainOn(few);

        // then
        assertEquals(2, code);
        assertTrue(
                err.toString()
                        .contains(
                                "--data has 8 pictures to learn from, required are 12 and more, one batch; add pictures"
                                        + " or set a smaller batchSize in " + folder.resolve("spec.json")),
                err::toString);
    }

    @Test
    void train_diskFullAfterTraining_isTheMachinesFaultAndNamesFileAndResume() throws IOException {
        // given
        Path report = Files.createDirectories(family()).resolve("training.md");
        Files.createSymbolicLink(report, Path.of("/dev/full"));

        // when
        int code = train("--epochs", "1");

        // then
        assertEquals(1, code);
        assertTrue(
                err.toString()
                        .contains("train: cannot write " + report
                                + ": No space left on device; free space or choose another place; then go on from the"
                                + " last checkpoint with --resume"),
                err::toString);
    }

    @Test
    void train_specificationThatIsNone_isNamed() throws IOException {
        // given
        Path spec = Files.writeString(folder.resolve("bad.json"), "{\"batchsize\": 1}");

        // when
        int code = trainOn(pictures, "--spec", spec.toString());

        // then
        assertEquals(2, code);
        assertTrue(err.toString().contains(spec + ": field 'batchsize' is unknown"), err::toString);
    }

    private Path family() {
        return folder.resolve("family");
    }

    private int train(String... more) throws IOException {
        return trainOn(pictures, more);
    }

    private int trainOn(Path data, String... more) throws IOException {
        Path spec = Files.writeString(folder.resolve("spec.json"), SPEC);
        CommandLine line = new OneLineErrors(() -> false)
                .on(new CommandLine(new TrainCommand()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        List<String> arguments =
                new ArrayList<>(List.of("--data", data.toString(), "--family", "small", "--out", family().toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--spec")) {
            arguments.addAll(List.of("--spec", spec.toString()));
        }
        return line.execute(arguments.toArray(String[]::new));
    }
}
