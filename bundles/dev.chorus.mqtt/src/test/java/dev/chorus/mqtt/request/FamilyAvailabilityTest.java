package dev.chorus.mqtt.request;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FamilyAvailabilityTest {

    private final Topics topics = new Topics("chorus", "parts");
    private final FamilyAvailability availability = new FamilyAvailability(topics);

    @Test
    void family_withAnAggregatorAndAVariantInService_isThere() {
        assertFalse(availability.endsWith(status(Kind.VARIANT, State.ONLINE)));

        assertTrue(availability.endsWith(status(Kind.AGGREGATOR, State.DEGRADED)));
    }

    @Test
    void family_whoseVariantsAreGone_isNotThere() {
        availability.endsWith(status(Kind.AGGREGATOR, State.ONLINE));

        assertFalse(availability.endsWith(status(Kind.VARIANT, State.OFFLINE)));
        assertFalse(availability.endsWith(status(Kind.VARIANT, State.NO_MODEL)));
    }

    @Test
    void delivery_thatIsNoStatusOfTheFamily_saysNothing() {
        availability.endsWith(status(Kind.AGGREGATOR, State.ONLINE));
        byte[] variant = StatusJson.encode(of(Kind.VARIANT, State.ONLINE));

        assertFalse(availability.endsWith(delivery(topics.result(), variant)));
        assertFalse(availability.endsWith(delivery(topics.status(Kind.VARIANT, "id"), new byte[] {'{'})));
        assertFalse(availability.endsWith(delivery(new Topics("chorus", "other").status(Kind.VARIANT, "id"), variant)));
    }

    private Delivery status(Kind kind, State state) {
        return delivery(topics.status(kind, "id"), StatusJson.encode(of(kind, state)));
    }

    private static Status of(Kind kind, State state) {
        Serving serving = kind == Kind.VARIANT ? Serving.nothing("v") : null;
        return new Status(kind, "id", state, null, "parts", "1", "1.0.0", Map.of(), serving, List.of());
    }

    private static Delivery delivery(String topic, byte[] payload) {
        return new Delivery(topic, payload, 0, true, false, MessageProperties.EMPTY, System.nanoTime());
    }
}
