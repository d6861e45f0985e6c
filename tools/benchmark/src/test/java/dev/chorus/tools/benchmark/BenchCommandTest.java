package dev.chorus.tools.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    speed                          | NAME is 'speed', allowed is one of swap, startup, stop
                    swap --times 0                 | --times is 0, allowed is 1..100
                    inference --family no/such     | --family is no/such, where there is no family.json
                    swap --family no/such          | --family is no/such, allowed with inference only
                    inference --picture no/such    | --picture is no/such, which is no file
                    swap --json no/such/file.json  | --json must be a file in a folder that exists, was no/such/file.json
                    """)
    void call_mistake_isNamed(String arguments, String message) {
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new BenchCommand()).setErr(new PrintWriter(errors));

        int exitCode = command.execute(arguments.split(" +"));

        assertEquals(CommandLine.ExitCode.USAGE, exitCode);
        assertTrue(errors.toString().contains(message), errors.toString());
    }
}
