package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.testprocess.ChorusCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo from its call to its exit code. */
class DemoIT {

    private static final int TIMEOUT_S = 600;
    private static final int MAX_TOP_5_BYTES = 52;

    @TempDir
    private Path folder;

    @Test
    @Timeout(TIMEOUT_S)
    void demo_oneOfTwoGatewaysKilled_answersEveryPicture() throws Exception {
        // given
        Path json = folder.resolve("report.json");
        // when
        ChorusCall call = ChorusCall.of(
                folder,
                Map.of(),
                "demo",
                "--gateways",
                "2",
                "--pictures",
                "20",
                "--lose",
                "1",
                "--json",
                json.toString());
        // then
        String printed = call.printed();
        assertEquals(0, call.exitCode(), printed);
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
}
