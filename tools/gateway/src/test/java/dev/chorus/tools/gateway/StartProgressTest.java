package dev.chorus.tools.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartProgressTest {

    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<Duration> waits = new ArrayList<>();

    @Test
    void await_manySteps_hasTheFullTimeoutForEach() throws Exception {
        // given
        answers.addAll(Collections.nCopies(100, "STEP bundle of the platform"));
        answers.add("READY 4711");

        // when
        Duration took = StartProgress.await(this::poll, PATIENCE);

        // then
        assertEquals(Duration.ofMillis(4711), took);
        assertEquals(Collections.nCopies(101, PATIENCE), waits);
    }

    @Test
    void await_noAnswerInTime_failsNamingTheLastStep() {
        answers.addAll(Arrays.asList("STEP bundle a", "STEP bundle b"));

        IOException failure = assertThrows(IOException.class, () -> StartProgress.await(this::poll, PATIENCE));

        assertEquals("no progress for 7 s, the last step was: bundle b", failure.getMessage());
    }

    private String poll(Duration patience) {
        waits.add(patience);
        return answers.poll();
    }
}
