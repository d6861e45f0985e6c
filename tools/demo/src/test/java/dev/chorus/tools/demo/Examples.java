package dev.chorus.tools.demo;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.mqtt.request.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values that several tests begin with. */
final class Examples {

    static final LabelSet LABELS = new LabelSet(List.of("bolt", "nut", "washer"));
    static final GatewayPlan SMALL = new GatewayPlan("gateway-1", "demo-gateway-1", Optional.of("p24"));
    static final GatewayPlan LARGE = new GatewayPlan("gateway-2", "demo-gateway-2", Optional.of("p32"));
    static final GatewayPlan AGGREGATOR = new GatewayPlan("aggregator", "demo-aggregator", Optional.empty());
    static final RequestId ID = RequestId.ofBytes(new byte[] {7}, false);

    private Examples() {}

    static Status status(GatewayPlan gateway, Status.State state) {
        Status.Serving serving = gateway.variant().map(Status.Serving::nothing).orElse(null);
        return new Status(
                gateway.kind(), gateway.instance(), state, null, "parts", null, null, Map.of(), serving, List.of());
    }

    static Response answer(String label, List<String> contributors, List<String> missing) {
        FusedResult result = new FusedResult(
                ID,
                "parts",
                "1.0.0",
                Outcome.ANSWERED,
                null,
                List.of(new RankedLabel(label, LABELS.labels().indexOf(label), 0.75)),
                !missing.isEmpty(),
                contributors,
                missing,
                Map.of(),
                CloseReason.ALL,
                0.5,
                Duration.ofMillis(10),
                "aggregator");
        return new Response(result, Duration.ofMillis(12));
    }

    static Response refusal(String reason) {
        FusedResult result = new FusedResult(
                ID,
                "parts",
                null,
                Outcome.NO_VARIANT,
                reason,
                List.of(),
                false,
                List.of(),
                List.of(),
                Map.of(),
                CloseReason.DEADLINE,
                0,
                Duration.ofSeconds(1),
                "aggregator");
        return new Response(result, Duration.ofSeconds(1));
    }

    static DemoReport report(long answered, AnswerFigures degraded) {
        Map<String, AnswerFigures> variants = new LinkedHashMap<>();
        variants.put("p24", new AnswerFigures(200, 142, 11, 20, 30));
        variants.put("p32", new AnswerFigures(150, 120, 13, 22, 33));
        AnswerFigures fused = new AnswerFigures(answered, 180, 14.26, 31, 60.5);
        return new DemoReport(
                200,
                36,
                fused,
                degraded,
                variants,
                "mqtt://127.0.0.1:40123",
                List.of(
                        new GatewayRow("gateway-1", Optional.of("p24"), "online", false, variants.get("p24")),
                        new GatewayRow("gateway-2", Optional.of("p32"), "online", true, variants.get("p32")),
                        new GatewayRow("aggregator", Optional.empty(), "online", false, fused)),
                Duration.ofMillis(41_234));
    }
}
