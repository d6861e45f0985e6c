package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {

    private static final AnswerFigures DEGRADED = new AnswerFigures(50, 43, 15, 33, 61);

    @Test
    void text_ofAReport_hasExactlyTheKeysThatArePromised() {
        // when
        JsonObject json = parse(ReportJson.text(Examples.report(200, DEGRADED)));
        // then
        assertEquals(
                Set.of("sent", "answered", "degraded", "accuracy", "latencyMs", "topkBytes", "broker", "gateways"),
                json.keySet());
        assertEquals(
                Set.of("fused", "degraded", "variants"),
                json.getAsJsonObject("accuracy").keySet());
        assertEquals(
                Set.of("p24", "p32"),
                json.getAsJsonObject("accuracy").getAsJsonObject("variants").keySet());
        assertEquals(
                Set.of("p50", "p95", "p99"), json.getAsJsonObject("latencyMs").keySet());
    }

    @Test
    void text_ofAReport_hasItsFigures() {
        // when
        JsonObject json = parse(ReportJson.text(Examples.report(200, DEGRADED)));
        // then
        assertEquals(200, json.get("sent").getAsInt());
        assertEquals(200, json.get("answered").getAsInt());
        assertEquals(50, json.get("degraded").getAsInt());
        assertEquals(0.9, json.getAsJsonObject("accuracy").get("fused").getAsDouble());
        assertEquals(0.86, json.getAsJsonObject("accuracy").get("degraded").getAsDouble());
        assertEquals(14.26, json.getAsJsonObject("latencyMs").get("p50").getAsDouble());
        assertEquals(36, json.get("topkBytes").getAsInt());
        assertEquals("mqtt://127.0.0.1:40123", json.get("broker").getAsString());
    }

    @Test
    void text_gateways_areThoseWithAVariant() {
        // when
        JsonObject json = parse(ReportJson.text(Examples.report(200, DEGRADED)));
        // then
        assertEquals(2, json.getAsJsonArray("gateways").size());
        JsonObject second = json.getAsJsonArray("gateways").get(1).getAsJsonObject();
        assertEquals("gateway-2", second.get("id").getAsString());
        assertEquals("p32", second.get("variant").getAsString());
        assertTrue(second.get("killed").getAsBoolean());
    }

    @Test
    void text_nothingDegraded_hasNullForItsAccuracy() {
        // when
        JsonObject json = parse(ReportJson.text(Examples.report(200, new AnswerTally().figures())));
        // then
        assertEquals(0, json.get("degraded").getAsInt());
        assertTrue(json.getAsJsonObject("accuracy").get("degraded").isJsonNull());
    }

    @Test
    void write_overAnOlderFile_replacesItAndLeavesNothingElse(@TempDir Path folder) throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("report.json"), "older and much longer ".repeat(1000));
        // when
        ReportJson.write(Examples.report(200, DEGRADED), file);
        // then
        assertEquals(200, parse(Files.readString(file)).get("sent").getAsInt());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static JsonObject parse(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
