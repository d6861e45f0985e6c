package dev.chorus.tools.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.files.FileFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private final Report report = new Report(
            new StartupBench(),
            List.of(
                    Figure.several("start", "to the first answer", "ms", 100, 300, 200)
                            .atMost(250),
                    Figure.once("lost", "without an answer", "", 1).atMost(0)));

    @Test
    void print_targets_saysWhatIsMetAndMissed() {
        StringWriter out = new StringWriter();

        report.print(new PrintWriter(out));

        String text = out.toString();
        assertTrue(text.contains("to the first answer: 200 ms (median of 3, 100 to 300); at most 250: met"), text);
        assertTrue(text.contains("without an answer: 1 ; at most 0: MISSED"), text);
        assertTrue(text.contains("300 " + "#".repeat(30)), text);
    }

    @Test
    void print_manyValues_countsThemInBins() {
        double[] many = IntStream.range(0, 1001).mapToDouble(value -> value).toArray();
        many[1000] = 1e6;
        StringWriter out = new StringWriter();

        new Report(new StartupBench(), List.of(Figure.several("many", "many", "us", many))).print(new PrintWriter(out));

        List<String> bins =
                out.toString().lines().filter(line -> line.contains("from ")).toList();
        assertEquals(10, bins.size(), out.toString());
        assertTrue(bins.get(0).strip().startsWith("from 10 " + "#".repeat(25)), bins.get(0));
        assertTrue(bins.stream().allMatch(bin -> bin.endsWith("#".repeat(25))), bins.toString());
    }

    @Test
    void write_figures_keepsAllValues(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("startup.json");

        report.write(file);

        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertEquals("startup", json.get("bench").getAsString());
        JsonObject start = json.getAsJsonArray("figures").get(0).getAsJsonObject();
        assertEquals(200, start.get("median").getAsDouble());
        assertEquals(3, start.getAsJsonArray("values").size());
        assertTrue(start.get("met").getAsBoolean());
    }

    @Test
    void write_diskFull_namesTheFile() {
        FileFailure failure = assertThrows(FileFailure.class, () -> report.write(Path.of("/dev/full")));

        assertTrue(
                failure.getMessage().startsWith("cannot write /dev/full: No space left on device; "),
                failure.getMessage());
    }
}
