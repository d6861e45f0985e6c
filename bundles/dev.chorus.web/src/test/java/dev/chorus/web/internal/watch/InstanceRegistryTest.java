package dev.chorus.web.internal.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstanceRegistryTest {

    private final InstanceRegistry registry =
            new InstanceRegistry(MemoryBudget.ofHeap().share("roll", 100));

    @Test
    void put_equalLabelSets_areHeldOnce() {
        registry.put(online("a", labels(0)));
        registry.put(online("b", labels(0)));

        List<Status> all = registry.all();

        assertSame(all.get(0).variant().labelSet(), all.get(1).variant().labelSet());
    }

    @Test
    void put_moreLabelSetsThanAreKept_isRefused() {
        for (int number = 0; number < 8; number++) {
            assertTrue(registry.put(online("v" + number, labels(number))));
        }

        assertFalse(registry.put(online("v8", labels(8))));
        assertTrue(registry.put(online("v9", labels(7))));
        assertTrue(registry.put(online("v0", labels(0))));
    }

    @Test
    void put_moreInstancesThanAreKept_takesTheRoomOfOneThatStopped() {
        for (int number = 0; number < 255; number++) {
            registry.put(online("v" + number, labels(0)));
        }
        registry.put(online("stopped", labels(0)).withState(State.STOPPED));

        assertTrue(registry.put(online("w1", labels(0))));
        assertFalse(registry.put(online("w2", labels(0))));
        assertTrue(registry.all().stream().noneMatch(status -> status.id().equals("stopped")));
    }

    @Test
    void put_moreBytesThanAreKept_isRefusedUnlessAnotherHasStopped() {
        MemoryBudget.Share share = new MemoryBudget(20_000).share("roll", 100);
        InstanceRegistry small = new InstanceRegistry(share);
        int taken = 0;
        while (small.put(online("v" + taken, labels(0)))) {
            taken++;
        }
        assertTrue(taken > 3 && share.used() <= 20_000, () -> share.used() + " bytes");

        assertTrue(small.put(online("v0", labels(0)).withState(State.STOPPED)));

        assertTrue(small.put(online("w", labels(0))));
        small.clear();
        assertEquals(0, share.used());
    }

    @Test
    void put_ofAWill_keepsWhatWasServed() {
        registry.put(online("a", labels(0)));

        registry.put(status("a", State.OFFLINE, Serving.nothing("a")));

        Status now = registry.all().get(0);
        assertEquals(State.OFFLINE, now.state());
        assertEquals(labels(0), now.variant().labelSet());
    }

    @Test
    void labelSet_ofAFingerprint_isThatWhichAnInstanceServes() {
        registry.put(online("a", labels(0)));
        registry.put(online("b", labels(1)));
        registry.remove("b");

        assertEquals(Optional.of(labels(0)), registry.labelSet(labels(0).fingerprint()));
        assertEquals(Optional.empty(), registry.labelSet(labels(1).fingerprint()));
    }

    private static LabelSet labels(int number) {
        return new LabelSet(List.of("bolt", "nut " + number));
    }

    private static Status online(String id, LabelSet labels) {
        return status(id, State.ONLINE, new Serving(id, labels, 1, 2));
    }

    private static Status status(String id, State state, Serving serving) {
        return new Status(Status.Kind.VARIANT, id, state, null, "parts", null, null, Map.of(), serving, List.of());
    }
}
