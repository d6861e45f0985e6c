package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.Publication;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StatusRemoverTest {

    private final RecordingLink link = new RecordingLink();
    private final Counters counters = new Counters();
    private final StatusRemover remover =
            new StatusRemover(link, new Topics("chorus", "parts"), new EventCounters(counters));

    @Test
    void remove_connected_publishesAnEmptyRetainedMessageThatExpires() {
        remover.remove(Kind.REQUESTER, "gw1");

        Publication removal = link.published.get(0);
        assertEquals("chorus/parts/status/requester/gw1", removal.topic());
        assertEquals(0, removal.payload().length);
        assertTrue(removal.retained());
        assertTrue(removal.properties().expiry().isPresent());
        assertEquals(1, counters.snapshot().get("removedStatuses"));
    }

    /** After an outage it would remove the status of an instance that has returned meanwhile. */
    @Test
    void remove_notConnected_publishesNothing() {
        link.state = new LinkState(LinkState.Phase.WAITING, Optional.of("gone"));

        remover.remove(Kind.REQUESTER, "gw1");

        assertEquals(List.of(), link.published);
    }

    @Test
    void remove_refusedByTheBroker_isCounted() {
        link.fate = CompletableFuture.failedFuture(new IllegalStateException("not authorized"));

        remover.remove(Kind.REQUESTER, "gw1");

        assertEquals(1, counters.snapshot().get("unremovedStatuses"));
    }
}
