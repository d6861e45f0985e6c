package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls the command line as {@code ./chorus} does, in a JVM of its own. */
class DemoIT {

    private static final int TIMEOUT_S = 180;
    private static final int MAX_TOP_5_BYTES = 52;

    @TempDir
    private Path folder;

    @Test
    @Timeout(TIMEOUT_S)
    void demo_oneOfTwoGatewaysKilled_answersEveryPicture() throws Exception {
        // given
        Path json = folder.resolve("report.json");
        // when
        String printed =
                chorus("demo", "--gateways", "2", "--pictures", "20", "--lose", "1", "--json", json.toString());
        // then
        assertTrue(printed.contains("20 of 20 pictures answered"), printed);
        assertTrue(printed.contains("killing gateway-2 without warning"), printed);
        assertTrue(printed.contains("gateway-2 is back"), printed);
        JsonObject report = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(
                Set.of("sent", "answered", "degraded", "accuracy", "latencyMs", "topkBytes", "broker", "gateways"),
                report.keySet());
        assertEquals(20, report.get("sent").getAsInt());
        assertEquals(20, report.get("answered").getAsInt());
        assertTrue(report.get("degraded").getAsInt() >= 5, report.toString());
        assertTrue(report.get("topkBytes").getAsInt() <= MAX_TOP_5_BYTES, report.toString());
        JsonObject killed = report.getAsJsonArray("gateways").get(1).getAsJsonObject();
        assertTrue(killed.get("killed").getAsBoolean());
        assertEquals("online", killed.get("state").getAsString());
    }

    /** Returns what was printed once the exit code is 0. */
    private String chorus(String... arguments) throws IOException, InterruptedException {
        Path printed = folder.resolve("printed.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dchorus.home=" + Path.of(System.getProperty("chorus.home")).normalize(),
                "-Dchorus.logs=" + folder,
                "-classpath",
                System.getProperty("java.class.path"),
                "dev.chorus.tools.cli.Chorus"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertTrue(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS), "still running");
        } finally {
            process.destroy();
        }
        assertEquals(0, process.exitValue(), Files.readString(printed));
        return Files.readString(printed);
    }
}
