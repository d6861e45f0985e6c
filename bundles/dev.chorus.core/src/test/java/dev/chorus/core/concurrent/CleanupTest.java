package dev.chorus.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceStackTest {

    private final List<String> steps = new ArrayList<>();

    @Test
    void runAll_severalSteps_runInOrder() {
        Cleanup.runAll(() -> steps.add("a"), () -> steps.add("b"), () -> steps.add("c"));

        assertEquals(List.of("a", "b", "c"), steps);
    }

    @Test
    void runAll_stepsThatFail_runsTheOthersAndThrowsTheFirstFailure() {
        // given
        OutOfMemoryError first = new OutOfMemoryError("first");
        IllegalStateException second = new IllegalStateException("second");

        // when
        Throwable thrown = assertThrows(
                OutOfMemoryError.class,
                () -> Cleanup.runAll(
                        () -> {
                            throw first;
                        },
                        () -> steps.add("b"),
                        () -> {
                            throw second;
                        },
                        () -> steps.add("d")));

        // then
        assertEquals(List.of("b", "d"), steps);
        assertSame(first, thrown);
        assertArrayEquals(new Throwable[] {second}, thrown.getSuppressed());
    }

    @Test
    void runAll_sameFailureTwice_isThrown() {
        IllegalStateException failure = new IllegalStateException("twice");
        Runnable step = () -> {
            throw failure;
        };

        assertSame(failure, assertThrows(IllegalStateException.class, () -> Cleanup.runAll(step, step)));
    }
}
