package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which aggregators are there. */
class PeerDirectoryTest {

    private final PeerDirectory directory = new PeerDirectory("self");
    private long now = Long.MAX_VALUE - 1000;

    private boolean hear(String id, State state) {
        return directory.update(
                new Status(Status.Kind.AGGREGATOR, id, state, null, null, null, null, Map.of(), null, List.of()), now);
    }

    private void expireAfter(long nanos) {
        now += nanos;
        directory.expire(now);
    }

    @Test
    void peers_whoIsOnlineOrDegraded_isThere() {
        hear("a", State.ONLINE);
        hear("b", State.DEGRADED);
        hear("c", State.MISCONFIGURED);
        hear("d", State.OFFLINE);

        assertEquals(Set.of("a", "b"), directory.peers().others());
    }

    @Test
    void peers_whoStops_isGone() {
        hear("a", State.ONLINE);

        hear("a", State.STOPPED);

        assertEquals(Set.of(), directory.peers().others());
    }

    @Test
    void peers_whoIsSilentForTooLong_isGone() {
        hear("a", State.ONLINE);

        expireAfter(VariantDirectory.SILENCE.toNanos());

        assertEquals(Set.of(), directory.peers().others());
    }

    @Test
    void sharing_afterSelfWasHeard_comesAfterSettling() {
        directory.connected(now);
        assertFalse(directory.peers().sharing());
        hear("self", State.DEGRADED);

        expireAfter(PeerDirectory.SETTLING.toNanos() - 1);
        assertFalse(directory.peers().sharing());

        expireAfter(1);
        assertTrue(directory.peers().sharing());
    }

    @Test
    void sharing_selfNeverHeard_comesAfterPatience() {
        directory.connected(now);

        expireAfter(directory.next().getAsLong() - now);

        assertTrue(directory.peers().sharing());
        assertEquals(0, PeerDirectory.PATIENCE.toNanos() - (now - (Long.MAX_VALUE - 1000)));
    }

    @Test
    void sharing_heardAgainAndAgain_isNotPutOff() {
        directory.connected(now);
        hear("self", State.ONLINE);
        now += PeerDirectory.SETTLING.toNanos() / 2;
        hear("self", State.ONLINE);

        expireAfter(PeerDirectory.SETTLING.toNanos() / 2);

        assertTrue(directory.peers().sharing());
    }

    @Test
    void update_moreThanThereIsRoomFor_isRefused() {
        for (int number = 0; number < PeerDirectory.MAX_PEERS; number++) {
            assertTrue(hear("peer" + number, State.ONLINE));
        }

        assertFalse(hear("another", State.ONLINE));
        assertTrue(hear("peer0", State.ONLINE));
    }
}
