package dev.chorus.mqtt.request;

import dev.chorus.core.protocol.FusedResult;
import java.time.Duration;
import java.util.Objects;

/**
 * The response to one picture.
 *
 * @param result the aggregator's result: an answer or the reason why there is none
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
