package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class GatewayCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --broker mqtt://b --family parts                                  | at least one is required of --variant, --aggregator, --http
                    --broker http://b --family parts --aggregator                     | --broker
                    --broker mqtt://b --family parts --http 0                         | --http must be 1 to 65535, was 0
                    --broker mqtt://b --family parts --aggregator --name a/b          | --name must be 1 to 64 of A-Z a-z 0-9 _ -, was 'a/b'
                    --broker mqtt://b --family parts --variant v --model no/such      | --model must be a folder with family.json, was no/such
                    """)
    void call_mistake_isNamed(String arguments, String message) {
        Call call = Call.of(("gateway " + arguments).split(" +"));

        assertEquals(CommandLine.ExitCode.USAGE, call.exitCode());
        assertTrue(call.err().contains(message), call.err());
        assertEquals(1, call.err().lines().count(), call.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --aggregator                              | parts-aggregator
                    --aggregator --http 8080                  | parts-aggregator
                    --variant p64                             | parts-p64
                    --variant p64 --variant p7.2              | parts-p64-p7_2
                    --aggregator --variant p64 --http 8080    | parts-aggregator-p64
                    --http 8080                               | parts-web
                    """)
    void name_notGiven_isWhatItHosts(String arguments, String name) {
        HostedOptions hosted = new HostedOptions();

        new CommandLine(hosted).parseArgs(("--family parts " + arguments).split(" +"));

        assertEquals(name, hosted.name(64));
        assertEquals(name.substring(0, 9), hosted.name(9));
    }
}
