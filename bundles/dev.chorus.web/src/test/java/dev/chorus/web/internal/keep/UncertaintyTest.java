package dev.chorus.web.internal.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UncertaintyTest {

    private static final KeepOptions BOTH =
            new KeepOptions(KeepOptions.TOPIC, Optional.empty(), 0.1, true, 10, 1000, 10);

    @Test
    void answer_onWhichAllAgreeByFar_isNotDoubted() {
        assertTrue(Seen.uncertainty(Seen.answer(1, "bolt", 0.1, 0, 0, 0), BOTH).isEmpty());
    }

    @Test
    void answer_onWhichOneDisagrees_isDoubted() {
        Uncertainty uncertainty =
                Seen.uncertainty(Seen.answer(1, "bolt", 0.5, 0, 0, 1), BOTH).orElseThrow();

        assertEquals(List.of(Uncertainty.DISAGREEMENT), uncertainty.reasons());
        assertEquals(Map.of("v0", "bolt", "v1", "bolt", "v2", "nut"), uncertainty.firstLabels());
        assertEquals("bolt", uncertainty.label());
    }

    @Test
    void answer_withASmallMargin_isDoubted() {
        Uncertainty uncertainty =
                Seen.uncertainty(Seen.answer(1, "bolt", 0.099, 0, 0), BOTH).orElseThrow();

        assertEquals(List.of(Uncertainty.MARGIN), uncertainty.reasons());
    }

    @Test
    void answer_withDisagreementDisabled_isNotUncertain() {
        KeepOptions margin = new KeepOptions(KeepOptions.TOPIC, Optional.empty(), 0.1, false, 10, 1000, 10);

        assertTrue(Seen.uncertainty(Seen.answer(1, "bolt", 0.5, 0, 1), margin).isEmpty());
    }

    @Test
    void answer_withMarginDisabled_isNotUncertain() {
        KeepOptions disagreement = new KeepOptions(KeepOptions.TOPIC, Optional.empty(), 0, true, 10, 1000, 10);

        assertTrue(
                Seen.uncertainty(Seen.answer(1, "bolt", 0, 0, 0), disagreement).isEmpty());
    }

    @Test
    void refusal_isNotDoubted() {
        assertTrue(Seen.uncertainty(Seen.refusal(), BOTH).isEmpty());
    }
}
