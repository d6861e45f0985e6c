package dev.chorus.tools.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.command.OneLineErrors;
import dev.chorus.tools.evaluation.EvaluatePartsCommand;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void trainThenEvaluate_smallestTraining_writesFamilyAndReport() throws IOException {
        // when
        int trained = run(
                new TrainPartsCommand(),
                "--out",
                folder.toString(),
                "--steps",
                "2",
                "--pictures",
                "24",
                "--batch",
                "8");
        int evaluated = run(new EvaluatePartsCommand(), "--family", folder.toString(), "--pictures", "24");

        // then
        assertEquals(0, trained, err::toString);
        assertEquals(0, evaluated, err::toString);
        Family family = new FamilyFiles(folder).family();
        assertEquals("parts", family.name());
        assertEquals(PartsArtist.LABELS, family.labelSet().labels());
        assertEquals(4, family.variants().size());
        for (Variant variant : family.variants()) {
            assertTrue(new FamilyFiles(folder).model(variant).length < 400_000, variant.id());
            assertEquals(6, variant.k());
        }
        JsonObject report = JsonParser.parseString(Files.readString(folder.resolve("report.json")))
                .getAsJsonObject();
        assertEquals(24, report.get("pictures").getAsInt());
        assertEquals(3, report.getAsJsonObject("lost").size());
        assertTrue(Files.readString(folder.resolve("report.md")).contains("above the best single variant"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --steps 0                 | --steps is 0, allowed is 1 and more
                    --seed -1                 | --seed is -1, allowed is 0 and more
                    --batch 1                 | --batch is 1, allowed is 2 and more
                    --batch 16 --pictures 15  | --pictures is 15, allowed is --batch, 16, and more
                    --learning-rate 0         | --learning-rate is 0.0, allowed is above 0, at most 1
                    --fused-share 11          | --fused-share is 11.0, allowed is 0..10
                    """)
    void train_impossibleOption_isRefusedByItsName(String options, String reason) {
        // when
        int code = run(new TrainPartsCommand(), ("--out " + folder + " " + options).split(" +"));

        // then
        assertEquals(2, code);
        assertTrue(err.toString().startsWith("train-parts: " + reason), err::toString);
    }

    private int run(Object command, String... arguments) {
        return new OneLineErrors(() -> false)
                .on(new CommandLine(command))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
