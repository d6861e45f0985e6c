package dev.chorus.tools.benchmark.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FaultsCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --scenario earthquake       | --scenario is 'earthquake', allowed is all or one of kill-variants
                    --broker kafka              | --broker is 'kafka', allowed is artemis or mosquitto
                    --broker mosquitto --scenario drop-properties | --scenario is 'drop-properties', but mosquitto cannot
                    --minutes 0                 | --minutes is 0.0, allowed is above 0, at most 1440
                    --minutes NaN               | --minutes is NaN, allowed is above 0
                    --json no/such/file.json    | --json must be a file in a folder that exists, was no/such/file.json
                    """)
    void call_mistake_isNamed(String arguments, String message) {
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new FaultsCommand()).setErr(new PrintWriter(errors));

        int exitCode = command.execute(arguments.split(" +"));

        assertEquals(CommandLine.ExitCode.USAGE, exitCode);
        assertTrue(errors.toString().contains(message), errors.toString());
    }
}
