package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.core.protocol.Topics;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {

    private static final Topics TOPICS = new Topics("test/root", "parts");

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;
    private SimulatedAggregator aggregator;

    @AfterEach
    void stop() {
        if (aggregator != null) {
            aggregator.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void pictures_answered_arePrintedInTheirOrderWithTheirLabels() throws Exception {
        // given
        start(EmbeddedBroker.start());
        // when
        Call call = classify(List.of(), "washer", "nut", "bolt", "gear", "key", "nut");
        // then
        assertEquals(0, call.exitCode(), call.err());
        List<String> firstLabels = call.out()
                .lines()
                .filter(line -> line.endsWith("0.750"))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        assertEquals(List.of("washer", "nut", "bolt", "gear", "key", "nut"), firstLabels);
        assertTrue(call.out().contains("2 of 3 variants, degraded: without p40"), call.out());
    }

    @Test
    void pictures_brokerThatDropsProperties_areAnsweredAllTheSame() throws Exception {
        // given
        start(EmbeddedBroker.builder().dropMessageProperties().start());
        // when
        Call call = classify(List.of(), "washer", "nut", "nut");
        // then
        assertEquals(0, call.exitCode(), call.err());
        assertEquals(
                3, call.out().lines().filter(line -> line.endsWith("0.750")).count(), call.out());
    }

    @Test
    void picture_refused_printsTheReasonAndContinues() throws Exception {
        // given
        start(EmbeddedBroker.start());
        // when
        Call call = classify(List.of(), "damaged", "nut");
        // then
        assertEquals(1, call.exitCode());
        assertTrue(call.err().contains("0-damaged.jpg: refused: truncated or not decodable"), call.err());
        assertTrue(call.out().contains("nut"), call.out());
    }

    @Test
    void picture_notAnsweredInTime_printsTimeout() throws Exception {
        // given
        start(EmbeddedBroker.start());
        // when
        Call call = classify(List.of("--timeout", "5000"), "silence", "nut");
        // then
        assertEquals(1, call.exitCode());
        assertTrue(
                call.err()
                        .contains(
                                "0-silence.jpg: timeout: no answer within 5000 ms; no aggregator of family parts is online"),
                call.err());
        assertTrue(call.out().contains("nut"), call.out());
    }

    @Test
    void picture_largerThanAnyVariantTakes_isRefusedBeforeAnythingIsSent() throws IOException {
        // given
        Path picture = folder.resolve("large.jpg");
        try (RandomAccessFile file = new RandomAccessFile(picture.toFile(), "rw")) {
            file.setLength(64 << 20);
        }
        // when
        Call call = Call.of("classify", "--broker", "mqtt://127.0.0.1:1", "--family", "f", picture.toString());
        // then
        assertEquals(2, call.exitCode());
        assertTrue(call.err().contains(picture + ": must have at most 16000000 bytes, was 67108864"), call.err());
    }

    @Test
    void picture_largerThanTheBrokerTakes_isReportedAtOnceAndTheOthersGoOn() throws Exception {
        // given
        start(EmbeddedBroker.builder().maximumPacketBytes(10_000).start());
        // when
        Call call = classify(List.of("--timeout", "60000"), "nut", "n".repeat(20_000), "washer");
        // then
        assertEquals(1, call.exitCode());
        assertTrue(
                call.err()
                        .matches(
                                "(?s).*1-large.jpg: not sent: .*: packet must have at most 10000 bytes for this broker,"
                                        + " has 20\\d\\d\\d\\R"),
                call.err());
        assertTrue(call.out().contains("washer"), call.out());
    }

    @Test
    void json_requested_isOneObjectPerLine() throws Exception {
        // given
        start(EmbeddedBroker.start());
        // when
        Call call = classify(List.of("--json", "--timeout", "5000"), "washer", "damaged", "silence");
        // then
        assertEquals(1, call.exitCode());
        List<JsonObject> lines = call.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertEquals(
                List.of("answered", "refused", "timeout"),
                lines.stream().map(line -> line.get("outcome").getAsString()).toList());
        JsonObject first = lines.get(0);
        assertTrue(first.get("picture").getAsString().endsWith("0-washer.jpg"));
        assertTrue(first.get("roundTripMs").getAsDouble() > 0);
        JsonObject best = first.getAsJsonArray("labels").get(0).getAsJsonObject();
        assertEquals("washer", best.get("label").getAsString());
        assertEquals("", call.err());
    }

    @Test
    void user_withoutPassword_isAMistake() throws Exception {
        // given
        assertNull(System.getenv(Passwords.BROKER_VARIABLE), "this test needs an environment without password");
        Path picture = Files.writeString(folder.resolve("picture.jpg"), "never sent");
        // when
        Call call = Call.of(
                "classify", "--broker", "mqtt://127.0.0.1:1", "--family", "f", "--user", "me", picture.toString());
        // then
        assertEquals(2, call.exitCode());
        assertTrue(call.err().contains("set CHORUS_BROKER_PASSWORD"), call.err());
    }

    private void start(EmbeddedBroker started) throws InterruptedException {
        broker = started;
        aggregator = new SimulatedAggregator(broker.url(), TOPICS);
    }

    private Call classify(List<String> options, String... words) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("classify", "--broker", broker.url(), "--family", TOPICS.family(), "--root", TOPICS.root()));
        arguments.addAll(options);
        for (int index = 0; index < words.length; index++) {
            String name = words[index].length() > 20 ? "large" : words[index];
            arguments.add(Files.writeString(folder.resolve(index + "-" + name + ".jpg"), words[index])
                    .toString());
        }
        return Call.of(arguments.toArray(String[]::new));
    }
}
