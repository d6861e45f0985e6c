package dev.chorus.mqtt.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.mqtt.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ControlThreadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String NAME = "chorus-control-test";

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final ControlThread control = new ControlThread(NAME);

    @Test
    void run_stepThatFails_theNextIsDone() {
        control.run(() -> {
            throw new IllegalStateException("a step that fails on purpose");
        });
        control.run(() -> done.add("next"));

        control.end(() -> done.add("last"), PATIENCE);

        assertEquals(List.of("next", "last"), done);
    }

    @Test
    void end_stepsThatFallDueMeanwhile_areNotDoneAfterTheLast() {
        control.end(
                () -> {
                    done.add("last");
                    for (int step = 0; step < 1000; step++) {
                        control.run(() -> done.add("after the last"));
                    }
                },
                PATIENCE);

        Await.until("the end of the thread", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(NAME)));
        assertEquals(List.of("last"), done);
    }
}
