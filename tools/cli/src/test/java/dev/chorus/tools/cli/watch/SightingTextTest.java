package dev.chorus.tools.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SightingTextTest {

    @Test
    void lines_familyWithAnswers_haveRateAndLatencies() {
        InstanceView sighting = new InstanceView("parts", List.of(), List.of(), 2, 20, 5, 1, 12, 34, Map.of());

        assertEquals(
                List.of("parts: 10.0 answers per second, 25 % degraded, 1 without a label, p50 12 ms, p99 34 ms"),
                SightingText.lines(List.of(sighting)));
    }

    @Test
    void lines_familyWithoutAnswers_claimNoLatency() {
        InstanceView sighting = new InstanceView("parts", List.of(), List.of(), 2, 0, 0, 0, 0, 0, Map.of());

        assertEquals(List.of("parts: no answers in the last 2 s"), SightingText.lines(List.of(sighting)));
    }
}
