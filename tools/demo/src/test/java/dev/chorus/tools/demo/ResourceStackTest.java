package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceStackTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void close_afterSeveral_endsTheLatestFirstAndEachOnce() {
        // given
        ResourceStack resources = new ResourceStack();
        resources.add(() -> closed.add("broker"));
        resources.add(() -> closed.add("gateways"));
        // when
        resources.close();
        resources.close();
        // then
        assertEquals(List.of("gateways", "broker"), closed);
    }

    @Test
    void close_oneFails_endsTheOthers() {
        // given
        ResourceStack resources = new ResourceStack();
        resources.add(() -> closed.add("broker"));
        resources.add(() -> {
            throw new IllegalStateException("does not end");
        });
        // when
        resources.close();
        // then
        assertEquals(List.of("broker"), closed);
    }

    @Test
    void add_afterClose_endsAtOnce() {
        // given
        ResourceStack resources = new ResourceStack();
        resources.close();
        // when
        resources.add(() -> closed.add("late"));
        // then
        assertEquals(List.of("late"), closed);
    }
}
