package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.RequestId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Creates fused results for tests. */
final class FusedResults {

    private FusedResults() {}

    /** Returns an answer of two variants. */
    static FusedResult answer(String id, String label, boolean degraded) {
        return new FusedResult(
                id(id),
                "parts",
                "1.0.0",
                Outcome.ANSWERED,
                null,
                List.of(new RankedLabel(label, 1, 0.75), new RankedLabel("other", 2, 0.25)),
                degraded,
                List.of("p48", "p56"),
                List.of(),
                Map.of(),
                CloseReason.ALL,
                0.5,
                Duration.ofNanos(12_345_678),
                "agg");
    }

    /** Returns the result without any answer. */
    static FusedResult noAnswer(String id) {
        return new FusedResult(
                id(id),
                "parts",
                null,
                Outcome.NO_VARIANT,
                "no variant available",
                List.of(),
                false,
                List.of(),
                List.of(),
                Map.of(),
                CloseReason.DEADLINE,
                0,
                Duration.ofSeconds(1),
                "agg");
    }

    static CloudMessage message(String id, String label) {
        return message(answer(id, label, false));
    }

    static CloudMessage message(FusedResult result) {
        return new CloudMessage(result, Instant.EPOCH);
    }

    private static RequestId id(String id) {
        return RequestId.ofBytes(id.getBytes(StandardCharsets.US_ASCII), false);
    }
}
