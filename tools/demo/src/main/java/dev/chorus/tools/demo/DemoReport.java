package dev.chorus.tools.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a demo has shown.
 *
 * @param sent pictures asked about
 * @param topKBytes the payload of a Top-k result
 * @param fused of the fused answers
 * @param degraded of those fused answers that lack a variant which is gone
 * @param variants by id: what each would have said alone
 * @param broker where the broker was
 * @param gateways at the end of the demo, before they were stopped
 * @param took from the first gateway's start to the last answer
 */
public record DemoReport(
        int sent,
        int topKBytes,
        AnswerFigures fused,
        AnswerFigures degraded,
        Map<String, AnswerFigures> variants,
        String broker,
        List<GatewayRow> gateways,
        Duration took) {

    static DemoReport of(DemoStatistics.Snapshot snapshot, String broker, Duration took) {
        return new DemoReport(
                snapshot.sent(),
                snapshot.topKBytes(),
                snapshot.fused(),
                snapshot.degraded(),
                snapshot.variants(),
                broker,
                snapshot.gateways(),
                took);
    }

    /** Whether every picture was answered. */
    public boolean isComplete() {
        return fused.answers() == sent;
    }
}
