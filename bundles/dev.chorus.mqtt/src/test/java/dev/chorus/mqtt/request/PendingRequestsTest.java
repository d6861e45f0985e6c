package dev.chorus.mqtt.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {

    private static final RequestId CHOSEN = RequestId.ofBytes(new byte[] {1}, false);
    private static final RequestId ALSO_CHOSEN = RequestId.ofBytes(new byte[] {2}, false);
    private static final RequestId DERIVED = RequestId.ofBytes(new byte[] {3}, true);

    private final PendingRequests open = new PendingRequests();

    @Test
    void answer_withTheChosenId_endsThatQuestionOnly() {
        // given
        CompletableFuture<Response> first = open.open(List.of(CHOSEN, DERIVED), 0);
        CompletableFuture<Response> second = open.open(List.of(ALSO_CHOSEN, DERIVED), 0);
        // when
        open.answer(result(CHOSEN), 5_000_000);
        // then
        assertEquals(Duration.ofMillis(5), first.join().latency());
        assertFalse(second.isDone());
    }

    @Test
    void answer_withTheDerivedId_endsAllQuestionsAboutThePicture() {
        // given
        CompletableFuture<Response> first = open.open(List.of(CHOSEN, DERIVED), 0);
        CompletableFuture<Response> second = open.open(List.of(ALSO_CHOSEN, DERIVED), 0);
        // when
        open.answer(result(DERIVED), 1);
        // then
        assertTrue(first.isDone());
        assertTrue(second.isDone());
    }

    @Test
    void answer_again_changesNothing() {
        // given
        CompletableFuture<Response> reply = open.open(List.of(CHOSEN, DERIVED), 0);
        open.answer(result(CHOSEN), 1_000_000);
        // when
        open.answer(result(DERIVED), 9_000_000);
        // then
        assertEquals(Duration.ofMillis(1), reply.join().latency());
    }

    @Test
    void cancel_endsWhatIsOpen() {
        // given
        CompletableFuture<Response> reply = open.open(List.of(CHOSEN), 0);
        // when
        open.cancel();
        // then
        assertTrue(reply.isCancelled());
    }

    private static FusedResult result(RequestId id) {
        return new FusedResult(
                id,
                "parts",
                null,
                Outcome.NO_VARIANT,
                "no answer",
                List.of(),
                false,
                List.of(),
                List.of(),
                Map.of(),
                CloseReason.DEADLINE,
                0,
                Duration.ofSeconds(1),
                "aggregator");
    }
}
