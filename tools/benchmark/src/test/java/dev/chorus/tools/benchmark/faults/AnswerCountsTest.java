package dev.chorus.tools.benchmark.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerCountsTest {

    private static final RequestId CHOSEN = RequestId.ofBytes(new byte[] {1}, false);
    private static final RequestId OTHER = RequestId.ofBytes(new byte[] {2}, false);

    private final AnswerCounts counts = new AnswerCounts();

    @Test
    void beyondTheFirst_oneRequestIsAnsweredThreeTimes_isTwo() {
        hear(CHOSEN, false);
        hear(OTHER, false);
        hear(CHOSEN, false);
        hear(CHOSEN, false);

        assertEquals(2, counts.beyondTheFirst(List.of(CHOSEN, OTHER)));
    }

    /** Message 2806 of the scenario "rubbish" repeats message 2240: three bytes, two requests, two answers. */
    @Test
    void beyondTheFirst_aPicturePublishedTwiceWithoutAnId_isNone() {
        RequestId derived = RequestId.of(null, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});
        hear(derived, false);
        hear(derived, false);
        hear(CHOSEN, false);

        assertEquals(0, counts.beyondTheFirst(List.of(CHOSEN)));
    }

    @Test
    void beyondTheFirst_anAnswerIsDeliveredAgain_isNone() {
        hear(CHOSEN, false);
        hear(CHOSEN, true);

        assertEquals(0, counts.beyondTheFirst(List.of(CHOSEN)));
    }

    @Test
    void beyondTheFirst_anAnswerAfterOneThatWasHeardWhenItWasDeliveredAgain_isOne() {
        hear(CHOSEN, true);
        hear(CHOSEN, false);

        assertEquals(1, counts.beyondTheFirst(List.of(CHOSEN)));
    }

    @Test
    void accept_randomBytes_countsNothing() {
        counts.accept(new Delivery("result", new byte[] {1, 2}, 1, false, false, MessageProperties.EMPTY, 0));

        assertEquals(0, counts.beyondTheFirst(List.of(CHOSEN)));
    }

    private void hear(RequestId id, boolean again) {
        FusedResult result = new FusedResult(
                id,
                "parts",
                null,
                Outcome.REFUSED,
                "damaged",
                List.of(),
                false,
                List.of(),
                List.of(),
                Map.of(),
                CloseReason.ALL,
                0,
                Duration.ofMillis(1),
                "aggregator");
        counts.accept(
                new Delivery("result", FusedResultJson.encode(result), 1, false, again, MessageProperties.EMPTY, 0));
    }
}
