package dev.chorus.core.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private final MemoryBudget budget = new MemoryBudget(1000);
    private final MemoryBudget.Share share = budget.share("inbox", 10);

    @Test
    void tryAdd_withinTheShare_takesTheBytes() {
        assertTrue(share.tryAdd(60));
        assertTrue(share.tryAdd(40));

        assertEquals(100, share.used());
    }

    @Test
    void tryAdd_beyondTheShare_isRefusedAndCounted() {
        share.tryAdd(60);

        assertFalse(share.tryAdd(41));

        assertEquals(Map.of("memory.inbox", 60L, "memory.max", 1000L, "memory.dropped", 1L), budget.counters());
    }

    @Test
    void tryAdd_messageAlone_hasRoomWhateverItsSize() {
        assertTrue(share.tryAdd(500));
        assertFalse(share.tryAdd(1));

        share.add(-500);

        assertTrue(share.tryAdd(1));
    }

    @Test
    void drop_message_givesBytesBackAndIsCounted() {
        share.add(101);
        assertTrue(share.isOver());

        share.drop(50);

        assertFalse(share.isOver());
        assertEquals(1L, budget.counters().get("memory.dropped"));
    }

    @Test
    void share_ofOneStore_takesNothingFromAnother() {
        share.add(100);

        assertTrue(budget.share("roll", 10).tryAdd(100));
    }

    @Test
    void ofHeap_anyMachine_isWithinItsBounds() {
        long bytes = MemoryBudget.ofHeap().counters().get("memory.max");

        assertTrue(bytes >= 16 << 20 && bytes <= 64 << 20, () -> bytes + " bytes");
    }
}
