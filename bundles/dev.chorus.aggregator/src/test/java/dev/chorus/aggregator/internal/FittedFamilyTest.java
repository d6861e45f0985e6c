package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.PARTS;
import static dev.chorus.aggregator.internal.VariantStatus.fitted;
import static dev.chorus.aggregator.internal.VariantStatus.online;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.drift.DriftMeter;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.fusion.FusionStrategies;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.window.WindowOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Use of the values fitted in training, which the variants publish in their statuses, as configured. */
class FittedFamilyTest extends IntakeBench {

    private static final Map<String, FusedFit> FUSED =
            Map.of("scaled-sum", new FusedFit(0.5, new TreeMap<>(Map.of(0.01, 0.6))));

    private void configure(String strategy, double disagreement) {
        fuser.setOptions(
                new WindowOptions(FusionStrategies.named(strategy), 1, true, disagreement, 10, 5, 3),
                new InstancePolicy(NamePatterns.ALL, NamePatterns.ALL, new WeightCap(10)),
                System.nanoTime());
    }

    private void fittedPair() {
        status(fitted("g1", "p32", 1, Fit.of(1, 1), FUSED));
        status(fitted("g2", "p64", 1, Fit.of(5, 1), FUSED));
    }

    /** Masses .6 and .4, .2 and .2, .2 and .4, in the mean .5, .2 and .3; squared .25, .04 and .09. */
    @Test
    void result_familyTemperature_calibratesTheConfidence() throws MalformedPayloadException {
        configure("scaled-sum", 0);
        fittedPair();

        answer("p32", PARTS, topK(0, 0.6f));
        answer("p64", PARTS, topK(1, 0.2f));

        assertEquals(0.3, published(0).labels().get(0).score(), 1e-5);
        assertEquals(0.25 / 0.38, published(0).confidence().orElseThrow(), 1e-5);
    }

    @Test
    void result_leaderBeyondTheFittedMargin_closesByStatistics() throws MalformedPayloadException {
        configure("scaled-sum", 0.02);
        fittedPair();

        answer("p32", PARTS, topK(0, 0.61f));

        assertEquals(CloseReason.STATISTICS, published(0).closedBy());
        assertTrue(!published(0).degraded(), "degraded though the other is there");
    }

    @Test
    void result_marginFittedForMoreDisagreementOnly_waits() {
        configure("scaled-sum", 0.005);
        fittedPair();

        answer("p32", PARTS, topK(0, 0.9f));

        assertEquals(0, link.published.size());
        assertEquals(
                "stop.disagreement.percent: no fitted margin for scaled-sum and this percentage, stopping by proof only",
                fuser.overview().problem());
    }

    @Test
    void result_fittedWeights_decide() throws MalformedPayloadException {
        configure("fitted-weights", 0);
        fittedPair();

        answer("p32", PARTS, topK(0, 0.9f));
        answer("p64", PARTS, topK(1, 0.5f));

        assertEquals("nut", published(0).labels().get(0).label());
        assertNull(fuser.overview().problem());
    }

    @Test
    void overview_fittedWeightsOfAFamilyWithoutThem_saysSoAndCountsByFormula() throws MalformedPayloadException {
        configure("fitted-weights", 0);
        status(online("g1", "p32", PARTS, 1));
        status(online("g2", "p64", PARTS, 1));

        answer("p32", PARTS, topK(0, 0.9f));
        answer("p64", PARTS, topK(1, 0.5f));

        assertEquals("bolt", published(0).labels().get(0).label());
        assertEquals(
                "strategy fitted-weights: no fitted values for p32, p64, using the weight of the formula",
                fuser.overview().problem());

        configure("scaled-sum", 0);
        assertNull(fuser.overview().problem());
    }

    @Test
    void overview_answersUnlikeThoseOfTheValidation_tellsTheDrift() {
        counted(Map.of("scaled-sum", new FusedFit(1, new TreeMap<>(), List.of(50, 50, 0))));

        for (int request = 0; request < DriftMeter.LEAST; request++) {
            answer(("r" + request).getBytes(StandardCharsets.UTF_8), "p32", PARTS, topK(2, 0.9f));
        }
        atTheDeadline();
        fuser.runDue(System.nanoTime() + Duration.ofSeconds(5).toNanos());

        Drift drift = fuser.overview().drift().orElseThrow();
        assertEquals(1, drift.distance(), 1e-9);
        assertEquals(List.of("washer"), drift.more());
        assertEquals(1, counters.snapshot().get("drifts"));
    }

    @Test
    void overview_anotherStrategy_restartsCounting() {
        counted(Map.of(
                "scaled-sum", new FusedFit(1, new TreeMap<>(), List.of(50, 50, 0)),
                "majority", new FusedFit(1, new TreeMap<>(), List.of(40, 60, 0))));
        for (int request = 0; request < DriftMeter.LEAST; request++) {
            answer(("r" + request).getBytes(StandardCharsets.UTF_8), "p32", PARTS, topK(2, 0.9f));
        }

        configure("majority", 0);
        fuser.runDue(System.nanoTime() + Duration.ofSeconds(5).toNanos());

        assertTrue(fuser.overview().drift().isEmpty());
    }

    private void counted(Map<String, FusedFit> fits) {
        configure("scaled-sum", 0);
        status(fitted("g1", "p32", 1, Fit.NONE, fits));
    }
}
