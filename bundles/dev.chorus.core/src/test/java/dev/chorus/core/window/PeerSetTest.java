package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.RequestId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The assignment of requests to aggregators. */
class PeerSetTest {

    private static final int REQUESTS = 6000;

    @Test
    void order_seenByEachPeer_isTheSame() {
        for (int number = 0; number < 100; number++) {
            List<String> order = new PeerSet("a", Set.of("b", "c"), true).order(id(number));

            assertEquals(order, new PeerSet("b", Set.of("a", "c"), true).order(id(number)));
            assertEquals(order, new PeerSet("c", Set.of("a", "b"), true).order(id(number)));
        }
    }

    @Test
    void order_ofManyRequests_sharesThemEvenly() {
        Map<String, Integer> firsts = new HashMap<>();
        for (int number = 0; number < REQUESTS; number++) {
            firsts.merge(
                    new PeerSet("a", Set.of("b", "c"), true).order(id(number)).get(0), 1, Integer::sum);
        }

        // Five standard deviations of a binomial distribution around a third.
        firsts.values().forEach(share -> assertEquals(REQUESTS / 3.0, share, 5 * 36.6, firsts.toString()));
    }

    @Test
    void order_whenAPeerJoins_movesOnlyWhatBecomesItsOwn() {
        for (int number = 0; number < REQUESTS; number++) {
            String before =
                    new PeerSet("a", Set.of("b", "c"), true).order(id(number)).get(0);
            String after = new PeerSet("a", Set.of("b", "c", "d"), true)
                    .order(id(number))
                    .get(0);

            assertTrue(after.equals(before) || after.equals("d"), "from " + before + " to " + after);
        }
    }

    @Test
    void order_selfNotSharingYet_isLast() {
        for (int number = 0; number < 100; number++) {
            assertEquals(
                    "a",
                    new PeerSet("a", Set.of("b", "c"), false).order(id(number)).get(2));
        }
    }

    @Test
    void order_seenByEachNewcomer_isTheSame_afterThoseThatShare() {
        for (int number = 0; number < 100; number++) {
            List<String> order = new PeerSet("a", Set.of("b", "c", "d"), Set.of("b"), false).order(id(number));

            assertEquals(Set.of("c", "d"), Set.copyOf(order.subList(0, 2)));
            assertEquals(order, new PeerSet("b", Set.of("a", "c", "d"), Set.of("a"), false).order(id(number)));
        }
    }

    @Test
    void peers_newcomerThatIsNoPeer_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PeerSet("a", Set.of("b"), Set.of("c"), true));
    }

    @Test
    void peers_selfAmongTheOthers_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PeerSet("a", Set.of("a"), true));
    }

    private static RequestId id(int number) {
        return RequestId.ofBytes(ByteBuffer.allocate(4).putInt(number).array(), false);
    }
}
