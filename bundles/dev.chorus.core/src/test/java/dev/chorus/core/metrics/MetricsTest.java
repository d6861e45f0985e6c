package dev.chorus.core.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void snapshot_afterCounting_hasEveryName() {
        Counters counters = new Counters();

        counters.count("answered");
        counters.add("answered", 2);
        counters.count("late");

        assertEquals(Map.of("answered", 3L, "late", 1L), counters.snapshot());
        assertEquals(0, counters.get("never"));
    }

    @Test
    void run_manyTimesASecond_passesOneAndReportsTheRest() {
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
        OncePerSecond gate = new OncePerSecond(clock::get);
        List<Long> through = new ArrayList<>();

        for (int event = 0; event < 4; event++) {
            gate.run(through::add);
        }
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        gate.run(through::add);

        assertEquals(List.of(0L, 3L), through);
    }
}
