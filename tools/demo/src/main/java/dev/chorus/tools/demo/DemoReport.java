package dev.chorus.tools.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Results of a demo.
 *
 * @param sent number of requested pictures
 * @param topKBytes payload size of a Top-k result
 * @param fused statistics of the fused answers
 * @param degraded statistics of the fused answers that lack an absent variant
 * @param variants by id: the statistics of each variant on its own
 * @param broker address of the broker
 * @param gateways state at the end of the demo, before they were stopped
 * @param took time from the first gateway's start to the last answer
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

    /** Returns whether every picture was answered. */
    public boolean isComplete() {
        return fused.answers() == sent;
    }
}
