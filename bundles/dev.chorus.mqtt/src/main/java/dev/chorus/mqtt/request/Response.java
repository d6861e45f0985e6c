package dev.chorus.mqtt.request;

import dev.chorus.core.protocol.FusedResult;
import java.time.Duration;
import java.util.Objects;

/**
 * What came back for one picture.
 *
 * @param result what the aggregator said, an answer or why there is none
 * @param latency from the call of {@link RequestClient#ask} to the arrival of the result
 */
public record Response(FusedResult result, Duration latency) {

    public Response {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(latency, "latency");
    }

    /** Whether the picture was classified. */
    public boolean isAnswered() {
        return result.outcome() == FusedResult.Outcome.ANSWERED;
    }
}
