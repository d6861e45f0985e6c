package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudMessageTest {

    @Test
    void metrics_ofAnAnswer_tellAllOfIt() {
        Map<String, Object> metrics =
                FusedResults.message(FusedResults.answer("7", "gear", true)).metrics();

        assertEquals(
                Map.ofEntries(
                        Map.entry("requestId", "37"),
                        Map.entry("family", "parts"),
                        Map.entry("familyVersion", "1.0.0"),
                        Map.entry("outcome", "answered"),
                        Map.entry("label", "gear"),
                        Map.entry("confidence", 0.75),
                        Map.entry("margin", 0.5),
                        Map.entry("contributors", "p48,p56"),
                        Map.entry("degraded", true),
                        Map.entry("latencyMs", 12.345),
                        Map.entry("aggregator", "agg")),
                metrics);
    }

    @Test
    void metrics_withoutAnAnswer_sayWhyAndNameNoLabel() {
        Map<String, Object> metrics =
                FusedResults.message(FusedResults.noAnswer("7")).metrics();

        assertEquals(
                Map.of(
                        "requestId", "37",
                        "family", "parts",
                        "outcome", "no-variant",
                        "reason", "no variant available",
                        "contributors", "",
                        "degraded", false,
                        "latencyMs", 1000.0,
                        "aggregator", "agg"),
                metrics);
    }

    @Test
    void isLike_anotherLabelOrDegraded_isNot() {
        CloudMessage gear = FusedResults.message("1", "gear");

        assertTrue(gear.isLike(FusedResults.message("2", "gear")));
        assertFalse(gear.isLike(FusedResults.message("2", "nut")));
        assertFalse(gear.isLike(FusedResults.message(FusedResults.answer("2", "gear", true))));
        assertFalse(gear.isLike(FusedResults.message(FusedResults.noAnswer("2"))));
    }
}
