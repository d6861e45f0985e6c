package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void close_afterSeveral_endsTheLatestFirstAndEachOnce() {
        // given
        Cleanup cleanup = new Cleanup();
        cleanup.add(() -> closed.add("broker"));
        cleanup.add(() -> closed.add("gateways"));
        // when
        cleanup.close();
        cleanup.close();
        // then
        assertEquals(List.of("gateways", "broker"), closed);
    }

    @Test
    void close_oneFails_endsTheOthers() {
        // given
        Cleanup cleanup = new Cleanup();
        cleanup.add(() -> closed.add("broker"));
        cleanup.add(() -> {
            throw new IllegalStateException("does not end");
        });
        // when
        cleanup.close();
        // then
        assertEquals(List.of("broker"), closed);
    }

    @Test
    void add_afterClose_endsAtOnce() {
        // given
        Cleanup cleanup = new Cleanup();
        cleanup.close();
        // when
        cleanup.add(() -> closed.add("late"));
        // then
        assertEquals(List.of("late"), closed);
    }
}
