package dev.chorus.tools.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.command.OneLineErrors;
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

class SimulateCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --gateways 0            | --gateways must be 1 to 1000000, was 0
                    --gateways 4 --cells 5  | --cells must be 0 to 4, was 5
                    --loss 1                | --loss must be 0 to 0.9, was 1
                    --rate NaN              | --rate must be 0.001 to 10000, was NaN
                    --profile no/such/file  | cannot read no/such/file: no such file or folder
                    --json no/such/file     | --json must be a file in a folder that exists, was no/such/file
                    """)
    void call_mistake_isNamed(String arguments, String message) {
        int exitCode = execute(arguments.split(" +"));

        assertEquals(CommandLine.ExitCode.USAGE, exitCode);
        assertTrue(errors.toString().contains(message), errors.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"figures":[]}                                       | figure 'pictureBytes' is missing
                    {"figures":[{"key":"pictureBytes","values":[-1]}]}   | figure 'pictureBytes' is missing or below 0
                    {"figures":7}                                        | it is not a report of a bench
                    {"figures":[{}]}                                     | it is not a report of a bench
                    {"figures":[{"key":"pictureBytes","values":"no"}]}   | it is not a report of a bench
                    []                                                   | it is not a report of a bench
                    {}                                                   | figures are missing
                    """)
    void call_withAnInvalidProfile_namesTheProblem(String content, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("profile.json"), content);

        int exitCode = execute("--profile", file.toString());

        assertEquals(CommandLine.ExitCode.USAGE, exitCode);
        assertTrue(errors.toString().contains(problem), errors.toString());
    }

    @Test
    void call_withoutOptions_printsLatencyAndBottleneck() throws IOException {
        Path json = folder.resolve("result.json");

        int exitCode = execute("--seconds", "2", "--json", json.toString());

        assertEquals(CommandLine.ExitCode.OK, exitCode, errors.toString());
        assertTrue(printed.toString().contains("full first: "), printed.toString());
        assertTrue(Files.readString(json).contains("\"bottleneck\""));
    }

    @Test
    void call_diskFull_isTheMachinesFault() {
        int exitCode = execute("--seconds", "1", "--json", "/dev/full");

        assertEquals(CommandLine.ExitCode.SOFTWARE, exitCode);
        assertTrue(errors.toString().contains("cannot write /dev/full: No space left on device; "), errors.toString());
    }

    private int execute(String... arguments) {
        return new OneLineErrors(() -> false)
                .on(new CommandLine(new SimulateCommand()))
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }
}
