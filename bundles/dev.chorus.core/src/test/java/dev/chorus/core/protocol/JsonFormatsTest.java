package dev.chorus.core.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.topk.TopK;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatsTest {

    private static final LabelSet LABELS = new LabelSet(List.of("bolt", "nut"));

    private static final FusedResult RESULT = new FusedResult(
            RequestId.ofBytes(new byte[] {0x34, 0x32}, false),
            "parts",
            "1.0.0",
            Outcome.ANSWERED,
            null,
            List.of(new RankedLabel("nut", 1, 0.75), new RankedLabel("bolt", 0, 0.125)),
            true,
            List.of("p24"),
            List.of("p32"),
            Map.of("p40", Refusal.OVERLOADED),
            CloseReason.DEADLINE,
            0.625,
            OptionalDouble.of(0.8125),
            Duration.ofNanos(12_345_000),
            "gw9");

    @Test
    void fusedResult_written_isReadBack() throws MalformedPayloadException {
        assertEquals(RESULT, FusedResultJson.decode(FusedResultJson.encode(RESULT)));
    }

    @Test
    void fusedResult_written_hasTheKeysOfTheProtocolPage() {
        String json = new String(FusedResultJson.encode(RESULT), StandardCharsets.UTF_8);

        assertEquals(
                "{\"version\":1,\"id\":\"3432\",\"family\":\"parts\",\"familyVersion\":\"1.0.0\","
                        + "\"outcome\":\"answered\",\"labels\":[{\"label\":\"nut\",\"class\":1,\"score\":0.75},"
                        + "{\"label\":\"bolt\",\"class\":0,\"score\":0.125}],\"degraded\":true,"
                        + "\"contributors\":[\"p24\"],\"missing\":[\"p32\"],\"refusals\":{\"p40\":\"overloaded\"},"
                        + "\"closedBy\":\"deadline\",\"margin\":0.625,\"confidence\":0.8125,\"latencyMs\":12.345,\"aggregator\":\"gw9\"}",
                json);
    }

    @Test
    void status_ofAVariant_isReadBack() throws MalformedPayloadException {
        Status status = ofAVariant(new Serving("p32", LABELS, 0.75, 2));

        assertEquals(status, StatusJson.decode(StatusJson.encode(status)));
    }

    private static Status ofAVariant(Serving serving) {
        return new Status(
                Status.Kind.VARIANT,
                "gw1",
                State.ONLINE,
                null,
                "parts",
                "1.0.0",
                "0.1.0",
                Map.of("answered", 12L),
                serving,
                List.of());
    }

    @Test
    void fusedResult_withoutConfidence_isReadWithoutOne() throws MalformedPayloadException {
        String json = new String(FusedResultJson.encode(RESULT), StandardCharsets.UTF_8);

        FusedResult older = FusedResultJson.decode(
                json.replace("\"confidence\":0.8125,", "").getBytes(StandardCharsets.UTF_8));

        assertEquals(OptionalDouble.empty(), older.confidence());
        assertEquals(RESULT.labels(), older.labels());
    }

    @Test
    void status_ofAFittedVariant_isReadBack() throws MalformedPayloadException {
        FusedFit fused = new FusedFit(0.7, new TreeMap<>(Map.of(0.01, 0.4, 0.02, 0.3)));
        Status status = ofAVariant(new Serving("p32", LABELS, 0.75, 2, Fit.of(0.6, 1.2), Map.of("scaled-sum", fused)));

        assertEquals(status, StatusJson.decode(StatusJson.encode(status)));
    }

    @Test
    void status_ofAVariantWithoutModel_isReadBack() throws MalformedPayloadException {
        Status status = new Status(
                Status.Kind.VARIANT,
                "gw1",
                State.NO_MODEL,
                "no bundle offers parts/p32",
                "parts",
                null,
                null,
                Map.of(),
                Serving.nothing("p32"),
                List.of());

        assertEquals(status, StatusJson.decode(StatusJson.encode(status)));
    }

    @Test
    void status_ofAnAggregator_isReadBack() throws MalformedPayloadException {
        Status status = new Status(
                Status.Kind.AGGREGATOR,
                "gw9",
                State.DEGRADED,
                "p32 is offline",
                "parts",
                "1.0.0",
                "0.1.0",
                Map.of("late", 1L),
                null,
                List.of(
                        new Member("gw1", "p32", State.OFFLINE, true),
                        new Member("gw2", "p64", State.ONLINE, true, true, Duration.ofNanos(12_345_000))),
                new Drift(500, 0.25, 0.0625, List.of("bolt"), List.of("nut", "gear")));

        assertEquals(status, StatusJson.decode(StatusJson.encode(status)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"kind\":\"variant\"}",
                "{\"kind\":\"king\",\"id\":\"a\",\"state\":\"online\"}",
                "{\"kind\":\"variant\",\"id\":\"a\",\"state\":7}",
                "{\"kind\":\"variant\",\"id\":\"a/b\",\"state\":\"online\",\"variant\":\"v\"}",
                "{\"kind\":\"variant\",\"id\":\"a\",\"state\":\"online\",\"variant\":\"v\",\"labels\":[\"x\",\"y\"],\"weight\":1e99,\"k\":1}",
                "{\"kind\":\"variant\",\"id\":\"a\",\"state\":\"online\",\"variant\":\"v\",\"labels\":[\"x\",\"y\"],\"weight\":1,\"k\":1e30}",
                "{\"kind\":\"variant\",\"id\":\"a\",\"state\":\"online\",\"variant\":\"v\",\"labels\":[\"x\",\"y\"],\"weight\":1,\"k\":1,\"fittedWeight\":-1}",
                "{\"kind\":\"variant\",\"id\":\"a\",\"state\":\"online\",\"variant\":\"v\",\"labels\":[\"x\",\"y\"],\"weight\":1,\"k\":1,\"fused\":{\"s\":{\"margins\":[{}]}}}",
                "{\"kind\":\"variant\",\"id\":\"a\",\"state\":\"online\",\"variant\":\"v\",\"counters\":{\"n\":\"many\"}}"
            })
    void decode_wrongStatus_isMalformed(String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);

        assertThrows(MalformedPayloadException.class, () -> StatusJson.decode(payload));
    }

    @Test
    void decode_deepNesting_isMalformed() {
        byte[] payload =
                ("{\"kind\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8);

        assertThrows(MalformedPayloadException.class, () -> StatusJson.decode(payload));
        assertThrows(MalformedPayloadException.class, () -> FusedResultJson.decode(payload));
    }

    @Test
    void topKJson_answer_namesTheLabels() {
        TopKResult result = TopKResult.answer(
                RequestId.ofBytes(new byte[] {1}, false),
                LABELS.fingerprint(),
                Duration.ofMillis(7),
                Duration.ofMillis(1000),
                TopK.of(new int[] {1}, new float[] {0.75f}));

        String json = new String(TopKJson.encode(result, "p32", LABELS), StandardCharsets.UTF_8);

        assertTrue(json.contains("\"topK\":[{\"class\":1,\"label\":\"nut\",\"score\":0.75}],\"refusal\":null"), json);
    }
}
