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

/** Tracking of live aggregators. */
class PeerDirectoryTest {

    private final PeerDirectory directory = new PeerDirectory("self");
    private long now = Long.MAX_VALUE - 1000;

    private boolean receive(String id, State state) {
        return directory.update(
                new Status(Status.Kind.AGGREGATOR, id, state, null, null, null, null, Map.of(), null, List.of()), now);
    }

    private void expireAfter(long nanos) {
        now += nanos;
        directory.expire(now);
    }

    @Test
    void peers_whoIsOnlineOrDegraded_isThere() {
        receive("a", State.ONLINE);
        receive("b", State.DEGRADED);
        receive("c", State.MISCONFIGURED);
        receive("d", State.OFFLINE);

        assertEquals(Set.of("a", "b"), directory.peers().others());
    }

    @Test
    void peers_whoStops_isGone() {
        receive("a", State.ONLINE);

        receive("a", State.STOPPED);

        assertEquals(Set.of(), directory.peers().others());
    }

    @Test
    void peers_whoIsSilentForTooLong_isGone() {
        receive("a", State.ONLINE);

        expireAfter(VariantDirectory.SILENCE.toNanos());

        assertEquals(Set.of(), directory.peers().others());
    }

    @Test
    void sharing_afterTheOwnStatus_startsAfterSettling() {
        directory.connected(now);
        assertFalse(directory.peers().sharing());
        receive("self", State.DEGRADED);

        expireAfter(PeerDirectory.SETTLING.toNanos() - 1);
        assertFalse(directory.peers().sharing());

        expireAfter(1);
        assertTrue(directory.peers().sharing());
    }

    @Test
    void sharing_withoutTheOwnStatus_startsAfterPatience() {
        directory.connected(now);

        expireAfter(directory.next().getAsLong() - now);

        assertTrue(directory.peers().sharing());
        assertEquals(0, PeerDirectory.PATIENCE.toNanos() - (now - (Long.MAX_VALUE - 1000)));
    }

    @Test
    void sharing_repeatedOwnStatus_isNotDelayed() {
        directory.connected(now);
        receive("self", State.ONLINE);
        now += PeerDirectory.SETTLING.toNanos() / 2;
        receive("self", State.ONLINE);

        expireAfter(PeerDirectory.SETTLING.toNanos() / 2);

        assertTrue(directory.peers().sharing());
    }

    @Test
    void update_moreThanThereIsRoomFor_isRefused() {
        for (int number = 0; number < PeerDirectory.MAX_PEERS; number++) {
            assertTrue(receive("peer" + number, State.ONLINE));
        }

        assertFalse(receive("another", State.ONLINE));
        assertTrue(receive("peer0", State.ONLINE));
    }
}
