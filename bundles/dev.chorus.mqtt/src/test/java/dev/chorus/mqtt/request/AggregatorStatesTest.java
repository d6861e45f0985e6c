package dev.chorus.mqtt.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AggregatorStatesTest {

    private static final long START = Long.MAX_VALUE - 5;

    private final AggregatorStates aggregators = new AggregatorStates();

    @Test
    void update_firstAggregator_isNoReturn() {
        assertFalse(aggregators.update("a", State.ONLINE, START));
        assertEquals(Optional.empty(), aggregators.absenceSince(START));
    }

    @Test
    void absenceSince_whileAnotherAggregatorIsThere_isNone() {
        aggregators.update("a", State.ONLINE, START);
        aggregators.update("b", State.DEGRADED, START);

        aggregators.update("a", State.STOPPED, START + 1);

        assertEquals(Optional.empty(), aggregators.absenceSince(START));
        assertFalse(aggregators.update("a", State.ONLINE, START + 2));
    }

    @Test
    void absenceSince_withoutAnAggregator_namesThoseThatAreGone() {
        aggregators.update("a", State.ONLINE, START);
        aggregators.update("b", State.MISCONFIGURED, START);

        aggregators.update("a", State.OFFLINE, START + 1);

        assertEquals(
                Optional.of("no aggregator is in service: a is offline, b is misconfigured"),
                aggregators.absenceSince(START + 2));
    }

    @Test
    void absenceSince_afterTheReturn_concernsRequestsFromBeforeIt() {
        aggregators.update("a", State.ONLINE, START);
        aggregators.update("a", null, START + 10);

        assertTrue(aggregators.update("a", State.ONLINE, START + 20));

        assertEquals(Optional.of("no aggregator was in service meanwhile"), aggregators.absenceSince(START + 15));
        assertEquals(Optional.empty(), aggregators.absenceSince(START + 21));
    }
}
