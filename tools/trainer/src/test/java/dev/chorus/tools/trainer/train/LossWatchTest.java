package dev.chorus.tools.trainer.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossWatchTest {

    private final LossWatch watch = new LossWatch();

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void check_notFinite_stopsAtOnce(float loss) throws DivergedException {
        // given
        watch.check(16, List.of(0.4f, 0.5f));

        // when
        Exception stopped = assertThrows(DivergedException.class, () -> watch.check(32, List.of(0.4f, loss)));

        // then
        assertTrue(stopped.getMessage().startsWith("training stopped at step 32, the loss is "), stopped.getMessage());
        assertTrue(stopped.getMessage().endsWith(" and was 0.500 before"), stopped.getMessage());
    }

    /** The figures of a training that was destroyed and written as a success. */
    @Test
    void check_jumpThatLasts_stopsAtItsSecondRound() throws DivergedException {
        // given
        watch.check(9_920, List.of(0.416f));
        watch.check(9_936, List.of(3.775f));
        assertTrue(watch.isSuspicious());

        // when
        Exception stopped = assertThrows(DivergedException.class, () -> watch.check(9_952, List.of(3.7f)));

        // then
        assertEquals("training stopped at step 9952, the loss is 3.700 and was 0.416 before", stopped.getMessage());
    }

    @Test
    void check_singleHardRound_goesOn() throws DivergedException {
        // given
        watch.check(16, List.of(0.4f));
        watch.check(32, List.of(3f));

        // when
        watch.check(48, List.of(0.5f));

        // then
        assertFalse(watch.isSuspicious());
        watch.check(64, List.of(3f));
        assertTrue(watch.isSuspicious());
    }

    @Test
    void restart_otherLoss_isNotCompared() throws DivergedException {
        // given
        watch.check(16, List.of(0.4f));

        // when
        watch.restart();

        // then
        watch.check(32, List.of(9f));
        watch.check(48, List.of(9f));
        assertFalse(watch.isSuspicious());
    }
}
