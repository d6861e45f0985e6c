package dev.chorus.tools.benchmark.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SoakCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --minutes 0             | --minutes is 0.0, allowed is above 0, at most 1440
                    --json no/such/file     | --json must be a file in a folder that exists, was no/such/file
                    """)
    void call_mistake_isNamed(String arguments, String message) {
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new SoakCommand()).setErr(new PrintWriter(errors));

        int exitCode = command.execute(arguments.split(" +"));

        assertEquals(CommandLine.ExitCode.USAGE, exitCode);
        assertTrue(errors.toString().contains(message), errors.toString());
    }
}
