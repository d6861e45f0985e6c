package dev.chorus.core.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SortedCopiesTest {

    @Test
    void map_copied_isSortedEqualAndImmutable() {
        Map<String, Integer> copy = SortedCopies.map(Map.of("b", 2, "a", 1));

        assertEquals(Map.of("a", 1, "b", 2), copy);
        assertEquals(List.of("a", "b"), List.copyOf(copy.keySet()));
        assertThrows(UnsupportedOperationException.class, () -> copy.put("c", 3));
    }

    @Test
    void set_copied_isSortedDistinctAndImmutable() {
        Set<String> copy = SortedCopies.set(List.of("b", "a", "b"));

        assertEquals(Set.of("a", "b"), copy);
        assertEquals(List.of("a", "b"), List.copyOf(copy));
        assertThrows(UnsupportedOperationException.class, () -> copy.add("c"));
    }
}
