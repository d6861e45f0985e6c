package dev.chorus.tools.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.chorus.tools.command.OneLineErrors;
import dev.chorus.tools.evaluation.ask.AnswersFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** With the family that ships. */
class PlanCommandTest {

    private static final String FAMILY = "../../models/parts";

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private Path gateways;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("quick.json"), figures(1, ",{'key':'work.p64','values':[0.5]}"));
        Files.writeString(folder.resolve("slow.json"), figures(5, ""));
        gateways = Files.writeString(
                folder.resolve("gateways.json"),
                """
                {"gateways": [
                  {"name": "press", "inference": "slow.json", "memoryMiB": 300},
                  {"name": "mill", "inference": "quick.json", "memoryMiB": 300},
                  {"name": "lathe", "inference": "slow.json", "memoryMiB": 300}]}
                """);
    }

    /** What {@code bench inference} would write on a machine so many times slower than the profile's. */
    private static String figures(double slowdown, String more) {
        StringBuilder figures =
                new StringBuilder(String.format(Locale.ROOT, "{'key':'work','values':[%s]}", 1.131788 * slowdown));
        for (int resolution = 96; resolution <= 256; resolution += 32) {
            double micros = slowdown * resolution * resolution / 12.0;
            figures.append(String.format(Locale.ROOT, ",{'key':'r%d','values':[%s]}", resolution, micros));
        }
        return ("{'figures':[" + figures + more + "]}").replace('\'', '"');
    }

    @Test
    void call_withAFloorThatCanBeHeld_proposesAPlanThatHoldsIt() throws IOException {
        Path json = folder.resolve("plan.json");

        int exitCode = execute("--floor", "0.8", "--lost", "1", "--json", json.toString());

        assertEquals(0, exitCode, errors.toString());
        JsonObject first = new Gson()
                .fromJson(Files.readString(json), JsonObject.class)
                .getAsJsonArray("plans")
                .get(0)
                .getAsJsonObject();
        assertTrue(first.get("accuracyWithLost").getAsDouble() >= 0.8, first.toString());
        assertTrue(printed.toString().contains("Plans that keep 80.0 % with any 1 lost"), printed.toString());
        assertTrue(printed.toString().contains("(est.)"), printed.toString());
    }

    @Test
    void call_withAFloorOfNothing_printsTheMarginOfTheMeasuredAccuracy() throws IOException {
        Path json = folder.resolve("plan.json");

        execute("--floor", "0", "--json", json.toString());

        double accuracy = new Gson()
                .fromJson(Files.readString(json), JsonObject.class)
                .getAsJsonArray("plans")
                .get(0)
                .getAsJsonObject()
                .get("accuracy")
                .getAsDouble();
        Matcher head = Pattern.compile("accuracies on (\\d+) labeled pictures \\(plan 1: \\+/- ([0-9.]+) points\\)")
                .matcher(printed.toString());
        assertTrue(head.find(), printed.toString());
        double margin = 100 * 1.96 * Math.sqrt(accuracy * (1 - accuracy) / Integer.parseInt(head.group(1)));
        assertTrue(margin > 0.5, json.toString());
        assertEquals(margin, Double.parseDouble(head.group(2)), 0.051);
    }

    @Test
    void call_withAnUnreachableFloor_failsAndShowsTheSafestPlans() {
        int exitCode = execute("--floor", "0.99");

        assertEquals(CommandLine.ExitCode.SOFTWARE, exitCode);
        assertTrue(printed.toString().contains("NO PLAN keeps 99.0 % with any 1 lost"), printed.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --floor 1.5            | --floor must be 0 to 1, was 1.5
                    --lost -1              | --lost must be 0 to 63, was -1
                    --rate 0               | --rate must be 0.001 to 10000, was 0
                    --json no/such/file    | --json must be a file in a folder that exists, was no/such/file
                    --profile no/such/file | cannot read no/such/file: no such file or folder
                    --rate 9000            | no gateway has enough memory and time for a variant of parts at 9000.0 pictures per second
                    """)
    void call_mistake_isNamed(String arguments, String message) {
        int exitCode = execute(arguments.split(" +"));

        assertEquals(CommandLine.ExitCode.USAGE, exitCode);
        assertTrue(errors.toString().contains(message), errors.toString());
    }

    @Test
    void call_withoutAnswersFile_namesTheCommandThatCreatesIt() throws IOException {
        Files.copy(Path.of(FAMILY, "family.json"), folder.resolve("family.json"));

        int exitCode = commandLine().execute("--family", folder.toString(), "--gateways", gateways.toString());

        assertEquals(CommandLine.ExitCode.USAGE, exitCode);
        assertTrue(
                errors.toString().contains("there is no " + AnswersFile.NAME + "; ./chorus evaluate"),
                errors.toString());
    }

    @Test
    void call_diskFull_isTheMachinesFaultAfterThePlansArePrinted() {
        int exitCode = execute("--floor", "0.8", "--json", "/dev/full");

        assertEquals(CommandLine.ExitCode.SOFTWARE, exitCode);
        assertTrue(errors.toString().contains("cannot write /dev/full: No space left on device; "), errors.toString());
        assertTrue(printed.toString().contains("Plans that keep 80.0 %"), printed.toString());
    }

    private CommandLine commandLine() {
        return new OneLineErrors(() -> false)
                .on(new CommandLine(new PlanCommand()))
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(errors));
    }

    private int execute(String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "--family";
        all[1] = FAMILY;
        all[2] = "--gateways";
        all[3] = gateways.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return commandLine().execute(all);
    }
}
