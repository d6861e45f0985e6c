package dev.chorus.tools.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaysFileTest {

    @TempDir
    private Path folder;

    @Test
    void read_allKeys_areRead() throws IOException {
        GatewaysFile file = read(
                """
                {"networkMs": 2.5, "gateways": [
                  {"name": "a", "inference": "a.json", "memoryMiB": 300},
                  {"name": "b", "inference": "b.json", "memoryMiB": 400, "availability": 0.5, "host": "h", "cores": 4}]}
                """);

        assertEquals(2.5, file.networkMillis());
        assertEquals(
                List.of(
                        new Site("a", List.of(7.0), true, 3, 300, 0.99, null, 1),
                        new Site("b", List.of(7.0), true, 3, 400, 0.5, "h", 4)),
                file.sites());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    no                                                            | it is not a JSON object
                    []                                                            | it is not a JSON object
                    {}                                                            | the list gateways is missing
                    {"gateways": 1}                                               | the list gateways is missing
                    {"gateways": []}                                              | gateways must have 1 to 64 entries, had 0
                    {"gateways": [1]}                                             | gateway 1: is not a JSON object
                    {"gateway": [], "gateways": []}                               | 'gateway' is unknown, keys are brokerHost, gateways, networkMs
                    {"gateways": [{}]}                                            | gateway 1: name is missing
                    {"gateways": [{"name": 3}]}                                   | gateway 1: name must be a string, was 3
                    {"gateways": [{"name": "a"}]}                                 | gateway 1: inference is missing, required is the output
                    {"gateways": [{"name": "a", "inference": "none.json"}]}       | gateway 1: inference is none.json: cannot read
                    {"gateways": [{"name": "a", "inference": "bad.json"}]}        | gateway 1: inference is bad.json: figure 'work' is missing
                    {"gateways": [{"name": "a", "inference": "a.json"}]}          | gateway 1: memoryMiB is missing, it must be 1 to 1048576
                    {"gateways": [{"name": "a", "inference": "a.json", "memoryMiB": "much"}]} | gateway 1: memoryMiB must be 1 to 1048576, was "much"
                    {"gateways": [{"name": "a", "inference": "a.json", "memoryMiB": 64, "availability": 99}]} | gateway 1: availability must be 0 to 1, was 99
                    {"networkMs": -1, "gateways": [{"name": "a", "inference": "a.json", "memoryMiB": 64}]} | networkMs must be 0 to 10000, was -1
                    """)
    void read_mistake_isNamed(String content, String problem) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> read(content));

        assertTrue(refusal.getMessage().startsWith(problem), refusal.getMessage());
    }

    @Test
    void read_twoOfOneName_isRefused() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> read(
                        """
                        {"gateways": [{"name": "a", "inference": "a.json", "memoryMiB": 1},
                                      {"name": "a", "inference": "a.json", "memoryMiB": 1}]}
                        """));

        assertEquals("gateway 2: name 'a' is used twice", refusal.getMessage());
    }

    private GatewaysFile read(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("gateways.json"), content);
        return GatewaysFile.read(file, GatewaysFileTest::speed);
    }

    private static Speed speed(Path file) throws IOException {
        return switch (file.getFileName().toString()) {
            case "none.json" -> throw FileFailure.reading(file, new NoSuchFileException(file.toString()));
            case "bad.json" -> throw new IllegalArgumentException("figure 'work' is missing");
            default -> new Speed(List.of(7.0), true, 3);
        };
    }
}
