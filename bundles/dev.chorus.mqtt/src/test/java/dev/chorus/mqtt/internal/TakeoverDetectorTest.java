package dev.chorus.mqtt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakeoverDetectorTest {

    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final TakeoverDetector detector = new TakeoverDetector("gw1-p64", "mqtt://hall:1883", MAX_BACKOFF);

    @Test
    void ended_takenOverOnce_isNoProblem() {
        end(EndReason.TAKEN_OVER, SHORT, 1);

        assertEquals(Optional.empty(), detector.problem());
    }

    @Test
    void ended_takenOverTwice_namesTheClientId() {
        end(EndReason.TAKEN_OVER, SHORT, 2);

        assertEquals(
                "another client uses this client id, 'gw1-p64': mqtt://hall:1883 gives the session to it",
                detector.problem().orElseThrow());
        assertTrue(detector.isCertain());
    }

    /** Both wait for up to the longest pause, so a connection stands for as long. */
    @Test
    void ended_takenOverAfterTheLongestPause_staysAProblem() {
        end(EndReason.TAKEN_OVER, SHORT, 2);
        end(EndReason.TAKEN_OVER, MAX_BACKOFF.plus(SHORT), 1);

        assertTrue(detector.isCertain());
    }

    @Test
    void ended_takenOverLongAfterTheLastTime_isNoProblem() {
        end(EndReason.TAKEN_OVER, SHORT, 2);
        end(EndReason.TAKEN_OVER, detector.quietTime(), 1);

        assertEquals(Optional.empty(), detector.problem());
    }

    @Test
    void ended_forAnotherReason_isNoProblem() {
        end(EndReason.TAKEN_OVER, SHORT, 2);
        end(EndReason.OTHER, SHORT, 1);

        assertEquals(Optional.empty(), detector.problem());
    }

    @Test
    void ended_withoutReasonRightAfterConnecting_isAProblemTheFifthTime() {
        end(EndReason.UNEXPLAINED, SHORT, 4);
        assertEquals(Optional.empty(), detector.problem());

        end(EndReason.UNEXPLAINED, SHORT, 1);
        String problem = detector.problem().orElseThrow();
        assertTrue(problem.startsWith("probably another client uses this client id, 'gw1-p64'"), problem);
        assertFalse(detector.isCertain());

        end(EndReason.UNEXPLAINED, MAX_BACKOFF, 1);
        assertEquals(Optional.of(problem), detector.problem());
    }

    @Test
    void ended_withoutReasonAfterAWhile_isNoProblem() {
        end(EndReason.UNEXPLAINED, Duration.ofSeconds(5), 10);

        assertEquals(Optional.empty(), detector.problem());
    }

    @Test
    void clear_ofAProblem_endsIt() {
        end(EndReason.TAKEN_OVER, SHORT, 2);

        detector.clear();

        assertEquals(Optional.empty(), detector.problem());
    }

    private void end(EndReason reason, Duration stood, int times) {
        for (int time = 0; time < times; time++) {
            detector.ended(reason, stood);
        }
    }
}
