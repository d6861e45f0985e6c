package dev.chorus.tools.benchmark.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourseTest {

    private static final Vitals FIRST = new Vitals(100_000, 50_000, 20_000, 30, 100);

    @ParameterizedTest
    @CsvSource({
        "105_000, 21_000, 30, 100, true",
        "105_001, 20_000, 30, 100, false",
        "100_000, 21_001, 30, 100, false",
        "100_000, 20_000, 31, 100, false",
        "100_000, 20_000, 30, 101, false",
        "90_000, 19_000, 29, 99, true"
    })
    void isFlat_comparesTheLastWithTheFirst(String resident, String heap, int threads, int handles, boolean flat) {
        Vitals last = new Vitals(number(resident), 50_000, number(heap), threads, handles);

        assertEquals(flat, new Course("p48", List.of(FIRST, last)).isFlat());
    }

    @Test
    void isFlat_whatGrowsAndIsLetGoAgain_doesNotCount() {
        List<Vitals> saw = IntStream.range(0, 12)
                .mapToObj(round -> new Vitals(100_000, 50_000, 20_000 + round % 4 * 1_000, 30, 100))
                .toList();

        assertTrue(new Course("p48", saw).isFlat());
    }

    @Test
    void isFlat_whatGrowsForGood_counts() {
        List<Vitals> leak = IntStream.range(0, 12)
                .mapToObj(round -> new Vitals(100_000, 50_000, 20_000 + round * 200, 30, 100))
                .toList();

        assertFalse(new Course("p48", leak).isFlat());
    }

    private static long number(String text) {
        return Long.parseLong(text.replace("_", ""));
    }
}
